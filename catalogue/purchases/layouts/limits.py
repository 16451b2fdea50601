"""How large a file may be before it is refused; each limit has its reason."""

# Three years of one large trust is about 300 MB of text.
FILE_BYTES = 512 * 2**20

# A row of 21 fields of ordinary length is under 2 KB.
LINE_CHARACTERS = 2**20

# The most a cell of a spreadsheet can hold.
CELL_CHARACTERS = 32_767

# Wide finance reports have about 120 columns.
COLUMNS = 500

# A heading row further down than this is not looked for.
PREAMBLE_ROWS = 60

# A full sheet of 1,048,576 rows and 20 columns is about 1.5 GB of XML, and XML of
# rows packs to between a twentieth and a fiftieth.
SHEET_BYTES = 2 * 2**30
PACKED_RATIO = 300
SMALL_PART_BYTES = 16 * 2**20

# Texts that cells share are held in memory while a sheet is read.
SHARED_TEXT_BYTES = 128 * 2**20
SHARED_TEXTS = 8_000_000
