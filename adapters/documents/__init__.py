"""Documents that knowledge comes from: PDF, Word, Markdown, text; a folder of them."""
