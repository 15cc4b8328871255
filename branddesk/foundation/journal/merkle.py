"""The Merkle tree of RFC 6962, grown leaf by leaf and kept as the roots of its full subtrees."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


class Tree:
    """A tree of `size` leaves, of which only the peaks (roots of full subtrees, left to right) are kept."""

    def __init__(self, size: int = 0, peaks: Sequence[str] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        self.size = size
        self._peaks = [bytes.fromhex(peak) for peak in peaks]

    @property
    def peaks(self) -> list[str]:
        return [peak.hex() for peak in self._peaks]

    @property
    def root(self) -> str:
        """The tree's head, MTH in RFC 6962, section 2.1."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        head = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            head = _node(peak, head)
        return head.hex()

    def add(self, data: bytes) -> None:
        node = hashlib.sha256(b"\x00" + data).digest()
        full = self.size
        while full & 1:
            node = _node(self._peaks.pop(), node)
            full >>= 1
        self._peaks.append(node)
        self.size += 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
