"""The demo's exhibits: screenshots, photos and papers, drawn when they are needed."""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

INK, FAINT, LINE, PAPER, DESK = "#1b1d21", "#646973", "#d6d6d1", "#ffffff", "#f6f6f4"
FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf", "LiberationSans-Regular.ttf")


@lru_cache
def font(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    """A face with Cyrillic where the machine has one, else Pillow's own, which draws Latin."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _bottle(draw: ImageDraw.ImageDraw, left: int, top: int, colour: str, mark: str) -> None:
    draw.rounded_rectangle((left + 34, top, left + 86, top + 34), 8, fill="#8b8e96")
    draw.rounded_rectangle((left + 20, top + 38, left + 100, top + 190), 22, fill=colour)
    draw.text((left + 60, top + 110), mark.upper()[:9], fill=PAPER, font=font(14), anchor="mm")


def _jpeg(picture: Image.Image) -> bytes:
    """A seventh of the work that PNG is."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


@lru_cache
def _listing_page(colour: str, mark: str) -> Image.Image:
    """What all listings of the same goods have in common."""
    picture = Image.new("RGB", (800, 520), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 800, 44), fill=DESK)
    draw.rounded_rectangle((88, 9, 660, 35), 12, fill=PAPER, outline=LINE)
    draw.rounded_rectangle((40, 84, 360, 464), 10, fill=DESK)
    _bottle(draw, 140, 160, colour, mark)
    for row in range(5):
        draw.rounded_rectangle((400, 280 + row * 30, 720 - row * 28, 292 + row * 30), 5, fill=LINE)
    return picture


def screenshot(*, address: str, title: str, seller: str, price: str, seen_at: datetime, colour: str) -> bytes:
    """A listing as a browser shows it, with its address, seller and the time in the picture. JPEG."""
    words = title.split()
    picture = _listing_page(colour, words[1] if len(words) > 1 else title).copy()
    draw = ImageDraw.Draw(picture)
    draw.text((102, 22), address[:72], fill=FAINT, font=font(13), anchor="lm")
    draw.text((780, 22), seen_at.strftime("%d.%m.%Y %H:%M UTC"), fill=INK, font=font(12), anchor="rm")
    draw.text((400, 96), title, fill=INK, font=font(21))
    draw.text((400, 150), price, fill=INK, font=font(30))
    draw.text((400, 220), seller, fill=FAINT, font=font(17))
    return _jpeg(picture)


def notice(*, heading: str, lines: tuple[str, ...], seen_at: datetime) -> bytes:
    """A notice of the marketplace as the cabinet shows it. JPEG."""
    picture = Image.new("RGB", (640, 260), DESK)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((24, 24, 616, 236), 12, fill=PAPER, outline=LINE)
    draw.text((48, 56), heading, fill=INK, font=font(19))
    for row, line in enumerate(lines):
        draw.text((48, 104 + row * 28), line[:70], fill=FAINT, font=font(14))
    draw.text((592, 212), seen_at.strftime("%d.%m.%Y %H:%M UTC"), fill=FAINT, font=font(12), anchor="rm")
    return _jpeg(picture)


def paper(*, heading: str, lines: tuple[str, ...], pages: int = 1) -> bytes:
    """A paper with a heading, lines and a seal. PDF."""
    sheets = []
    for _ in range(pages):
        sheet = Image.new("RGB", (620, 877), PAPER)
        draw = ImageDraw.Draw(sheet)
        draw.rectangle((28, 28, 592, 849), outline=LINE, width=3)
        draw.text((310, 110), heading, fill=INK, font=font(24), anchor="mm")
        for row, line in enumerate(lines):
            draw.text((80, 190 + row * 44), line, fill=INK, font=font(16))
        draw.ellipse((400, 660, 540, 800), outline="#2350c4", width=4)
        draw.text((470, 730), "SEAL", fill="#2350c4", font=font(16), anchor="mm")
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=72)
    return out.getvalue()


def photo(*, colour: str, mark: str) -> bytes:
    """Goods on a table. JPEG."""
    picture = Image.new("RGB", (640, 480), "#c9bda6")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 640, 480), fill="#a08b69")
    _bottle(draw, 260, 150, colour, mark)
    return _jpeg(picture)
