"""The first application of the site."""
