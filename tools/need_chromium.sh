#!/bin/sh
# Browser tests need a Chromium and Chinese glyphs: the machine's own, or Debian's packages when root.
set -eu

has_chromium() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

has_chinese_font() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]
}

has_chromium && has_chinese_font && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium and CJK fonts from the system's packages."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig \
        >/dev/null
    exit 0
fi

echo "Browser tests need Chromium and a font with Chinese glyphs." >&2
echo "Install them (Debian: apt-get install chromium fonts-noto-cjk) and run this again." >&2
exit 1
