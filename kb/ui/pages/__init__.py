"""One file a page; `kb.ui.shell.PAGES` lists them."""
