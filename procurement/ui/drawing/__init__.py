"""Charts as SVG made on the server: for paper, for PDF and where there is no script.

Pure: figures and words in, shapes out, at the pixels of the width that is asked for.
Colours stand as attributes, so that a drawing is the same in a page and in a PDF, and
nothing is told by colour alone: every fill has its pattern, every mark its words.
"""
