"""From a web site to notices: visiting, listing understanding, extraction and replay."""
