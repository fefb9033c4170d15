"""Web archives: the pages in WARC and WACZ files, as reports."""
