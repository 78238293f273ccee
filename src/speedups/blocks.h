/* The blocks of a Markdown text: lines, what stands in them, and the parts that are found. The names of the rules, and what each does, are those
   of markdown-it-py, which is asked instead wherever a text holds what is not read here; `tests/test_blocks.py` holds the two together. */

#ifndef UDL_LINT_BLOCKS_H
#define UDL_LINT_BLOCKS_H

#include "speedups.h"

/* A line from `begin` to `end`: after `shift` letters its text begins, in column `indent`; `spread` is the column at which `begin` stands, which
   tabs need. An indent below zero is that of a line that only goes on with a paragraph in a quotation. */
typedef struct { Py_ssize_t begin, end, shift, indent, spread; } Line;

typedef enum { INLINE, HEADING, BULLETS, BULLETS_END, NUMBERS, NUMBERS_END, ITEM, QUOTE, QUOTE_END, TABLE, ROW, TABLE_END, FENCE } Kind;

/* A part over the lines from `first` to `last` (exclusive). `content` may be NULL; `mark` to `mark_end` is its markup in the text, `info` to
   `info_end` a number or what a fence says of its code. */
typedef struct { Kind kind; int level, depth; Py_ssize_t first, last, mark, mark_end, info, info_end; PyObject *content; } Part;

typedef struct {
    PyObject *text;
    int kind;
    const void *data;
    Py_ssize_t size;
    Line *lines; /* one more than there are, without text */
    Py_ssize_t line_count, line, indent, list_indent;
    int level, most, in_paragraph;
    Part *parts;
    Py_ssize_t count, room;
    PyObject *rows; /* by a table's lines how long the text of each is */
} Blocks;

static inline Py_UCS4 letter(const Blocks *blocks, Py_ssize_t at) { return at < blocks->size ? PyUnicode_READ(blocks->kind, blocks->data, at) : 0; }

static inline Py_ssize_t text_of(const Blocks *blocks, Py_ssize_t line) { return blocks->lines[line].begin + blocks->lines[line].shift; }

static inline int is_empty(const Blocks *blocks, Py_ssize_t line) { return text_of(blocks, line) >= blocks->lines[line].end; }

static inline int is_blank(Py_UCS4 c) { return c == ' ' || c == '\t'; }

/* How wide a space or a tab is that stands in a column of its line. */
static inline Py_ssize_t width_of(Py_UCS4 c, Py_ssize_t column) { return c == '\t' ? 4 - column % 4 : 1; }

/* The place of a new part, level in and out of what it opens and closes (`nesting` is 1, 0 or -1); -1 without memory. */
Py_ssize_t push(Blocks *blocks, Kind kind, int nesting, Py_ssize_t first, Py_ssize_t last);

/* A range of the text without the white space at its ends, and the same of lines without the indent of what they stand in. New references. */
PyObject *trimmed(const Blocks *blocks, Py_ssize_t start, Py_ssize_t end);
PyObject *trimmed_lines(const Blocks *blocks, Py_ssize_t first, Py_ssize_t last);

/* Lines without so many columns of white space, with their ends: a new reference. */
PyObject *lines_without(const Blocks *blocks, Py_ssize_t first, Py_ssize_t last, Py_ssize_t columns);

/* Moves both ends of a range to letters that are no white space. */
void trim(const Blocks *blocks, Py_ssize_t *start, Py_ssize_t *end);

/* The rules: 1 where one applies to a line, 0 where not, -1 with an error. A `silent` one only looks. */
int table(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent);
int fence(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent);
int quote(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent);
int ruler(Blocks *blocks, Py_ssize_t line, int silent);
int list(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent);
int heading(Blocks *blocks, Py_ssize_t line, int silent);

/* Whether something begins in a line that ends what goes on before it: a paragraph, a quotation or table, a list. */
int ends_paragraph(Blocks *blocks, Py_ssize_t line, Py_ssize_t end);
int ends_quote(Blocks *blocks, Py_ssize_t line, Py_ssize_t end);
int ends_list(Blocks *blocks, Py_ssize_t line, Py_ssize_t end);

/* Read the blocks from a line to another; -1 with an error. */
int tokenize(Blocks *blocks, Py_ssize_t start, Py_ssize_t end);

#endif
