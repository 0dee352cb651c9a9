"""Bundled fictional web sites that the real engine crawls on loopback, to show and test the whole job."""
