"""The library that reads PDF, opened safely: one document at a time, closed whatever happens.

Pdfium keeps state for the whole process and may not be called by two threads at once, so whoever
uses it stands in line here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from kb.errors import ReadingError

__all__ = ["TextPage", "address", "opened", "raw", "text_object", "text_of"]

_ALONE = Lock()

# The same function, giving a number and no pointer: asked of each character, that saves a third.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class TextPage:
    """A page with its characters, as pdfium's functions want them; closed by `opened`."""

    def __init__(self, pdf: Any, index: int) -> None:  # noqa: ANN401 - the library has no types
        """Load page `index`, counted from 0."""
        self._page = pdf[index]
        self._text = self._page.get_textpage()
        self.raw, self.text = self._page.raw, self._text.raw
        self.rotation: int = self._page.get_rotation()
        self.box: tuple[float, float, float, float] = self._page.get_cropbox()

    def __enter__(self) -> TextPage:
        """Return the page."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at once: a document may have thousands."""
        self._text.close()
        self._page.close()

    def __len__(self) -> int:
        """Return how many UTF-16 units of text pdfium finds on it."""
        return max(0, int(raw.FPDFText_CountChars(self.text)))


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Give the document in the bytes, for as long as the block runs.

    Raises:
        ReadingError: it is no PDF, is broken, or wants a password.
    """
    with _ALONE:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            raise ReadingError(_reason(fault)) from None
        try:
            yield pdf
        except pypdfium2.PdfiumError:
            raise ReadingError(
                "is damaged: a page cannot be opened; open it and save it anew"
            ) from None
        finally:
            pdf.close()


def _reason(fault: Exception) -> str:
    code = getattr(fault, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD:
        return "is protected by a password; save a copy without one"
    if code == raw.FPDF_ERR_SECURITY:
        return "is protected in a way that cannot be opened; save a copy without protection"
    return "is no PDF, or a damaged one; open it and save it anew"


def text_of(function: Callable[..., int], *arguments: Any) -> str:  # noqa: ANN401
    """Return the text that a function of pdfium writes in UTF-16, empty where there is none."""
    size = int(function(*arguments, None, 0))
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    # Some of these functions ask for wide characters, others for bytes: both take this pointer.
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def text_object(text: Any, index: int) -> int:  # noqa: ANN401
    """Return what tells the text object of a character from others; 0 for none."""
    return _text_object(text, index) or 0


def address(pointer: Any) -> int:  # noqa: ANN401
    """Return where a pointer points, to tell one object from another; 0 for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
