"""Changes of the WeCom app: its settings, who is bound to it, what came in and what goes out."""
