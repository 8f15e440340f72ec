"""HTML becomes a page: the text that people ask for, without the furniture of its site."""

from adapters.website.html.document import parse_document
from adapters.website.html.parser import EXTRACTION_VERSION, HtmlParser

__all__ = ["EXTRACTION_VERSION", "HtmlParser", "parse_document"]
