"""The ends of a text: each way in which a page shows that nothing further belongs to it, a module each.

They are asked in this order, each within what the one before left:

====================  ==========================================================================
 module                what ends the text
====================  ==========================================================================
 ``element``           the smallest element around its first sentence, unless outer ones go on
 ``site_below``        a heading of links, a footer or buttons, with little of the text below
 ``editors``           the line with which a portal names its editors
 ``tail``              the last row that is not the site's, a link, or a box of downloads
 ``signature``         who signs and the day, with buttons and names or a portal's advice below
====================  ==========================================================================

``document_lines`` tells what only a document has below its sentences, and what only a site has.
"""
