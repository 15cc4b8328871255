// What every page of the desk has. Each module listens on the document, so swapped-in parts need no set-up.
import "./theme_switch.js";
import "./rail.js";
import "./toast.js";
import "./refresh.js";
import "./copy.js";
import "./forms.js";
import "./tabs.js";
import "./menus.js";
import "./only.js";
import "./keyboard.js";
import "./palette.js";
import "./live.js";
import "./upload.js";
import "./paste.js";
import "./suggest.js";
