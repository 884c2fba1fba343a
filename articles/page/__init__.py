"""What readers get: pages, lists, the archive, the search's answers and old addresses, from the page side alone."""
