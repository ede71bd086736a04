"""A QR code as a drawing: one path of squares, with a name for whoever can't see it."""

from html import escape

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_SQUARES = 4  # the margin that readers need, by the standard (ISO/IEC 18004)


def qr_svg(address: str, *, ident: str, title: str) -> str:
    """The code of an address as one `<svg>`; about one square in six may be spoilt and it still reads."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_SQUARES)
    code.add_data(address)
    squares = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(squares) for x, is_dark in enumerate(row) if is_dark)
    size = len(squares)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" role="img" '
        f'aria-labelledby="{ident}"><title id="{ident}">{escape(title)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
