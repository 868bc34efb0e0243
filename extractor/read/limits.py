"""Every bound on what is read, in one place: a hostile or broken input costs a known amount of memory and time.

A file's size is asked of the system before the first byte is read, and checked again while reading.
"""

MAX_TEXT_BYTES = 1_000_000
"""One article's text in UTF-8; a long news story has 20,000."""
MAX_HTML_BYTES = 10_000_000
"""One page with its scripts and styles, of which the text is a small part."""
MAX_HTML_TAGS = 100_000
"""One page's opening and closing tags; a news page has 10,000. The extraction takes quadratic time on some pages."""
MAX_JSON_BYTES = 50_000_000
"""One `.json` file, which can't be read in parts; `.jsonl` and `.csv` have no limit as a whole."""
MAX_LINE_CHARS = 8_000_000
"""One line of a table: the longest text with every character written as a JSON escape, and room for other fields."""
HEAD_BYTES = 8192
"""How far into a file the signs of a binary file are looked for."""
GUESS_BYTES = 200_000
"""How much of a text is looked at to tell its encoding."""
FRONT_MATTER_CHARS = 4096
"""How far into a Markdown file its front matter may reach."""
MAX_MESSAGE_CHARS = 300
"""One line shown to the user; it may quote the input."""
