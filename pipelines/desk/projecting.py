"""Where a place lies on the map: Equal Earth, which keeps areas in proportion (Šavrič, Patterson and Jenny 2018)."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

WIDTH: Final = 1000.0
HEIGHT: Final = 487.0
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF: Final = sqrt(3) / 2
_WIDEST: Final = 2.7066299836960748  # x of 180 degrees east on the equator, on a globe of radius 1


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """The point of the map, in its units, from the upper left corner."""
    angle = asin(_HALF * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    stretch = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = radians(longitude) * cos(angle) / (_HALF * stretch)
    y = angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    scale = WIDTH / (2 * _WIDEST)
    return WIDTH / 2 + x * scale, HEIGHT / 2 - y * scale
