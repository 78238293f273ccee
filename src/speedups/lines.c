/* The lines of a Markdown text and the pieces that are cut from them. */

#include "blocks.h"

Py_ssize_t push(Blocks *blocks, Kind kind, int nesting, Py_ssize_t first, Py_ssize_t last)
{
    if (blocks->count == blocks->room) {
        Py_ssize_t room = 2 * blocks->room + 32;
        Part *parts = PyMem_Realloc(blocks->parts, (size_t)room * sizeof *parts);
        if (!parts) {
            PyErr_NoMemory();
            return -1;
        }
        blocks->parts = parts;
        blocks->room = room;
    }
    if (nesting < 0)
        blocks->level--;
    blocks->parts[blocks->count] = (Part){kind, blocks->level, 0, first, last, 0, 0, 0, 0, NULL};
    if (nesting > 0)
        blocks->level++;
    return blocks->count++;
}

/* White space as `markdown_it.common.utils.mdTrim` strips it. */
static int is_stripped(Py_UCS4 c)
{
    if (c < 128)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

void trim(const Blocks *blocks, Py_ssize_t *start, Py_ssize_t *end)
{
    while (*start < *end && is_stripped(letter(blocks, *start)))
        ++*start;
    while (*end > *start && is_stripped(letter(blocks, *end - 1)))
        --*end;
}

PyObject *trimmed(const Blocks *blocks, Py_ssize_t start, Py_ssize_t end)
{
    trim(blocks, &start, &end);
    return PyUnicode_Substring(blocks->text, start, end);
}

/* Letters as they are put together. */
typedef struct { Py_UCS4 *letters; Py_ssize_t count; } Letters;

/* Add a line without so many columns of white space and marks. */
static void add_line(const Blocks *blocks, Py_ssize_t number, Py_ssize_t columns, int with_end, Letters *letters)
{
    const Line *line = &blocks->lines[number];
    Py_ssize_t at = line->begin, last = line->end + with_end, column = 0;
    if (last > blocks->size)
        last = blocks->size;
    for (; at < last && column < columns; at++) {
        Py_UCS4 c = letter(blocks, at);
        if (c == '\t')
            column += 4 - (column + line->spread) % 4;
        else if (c == ' ' || at - line->begin < line->shift)
            column++;
        else
            break;
    }
    for (; column > columns; column--)
        letters->letters[letters->count++] = ' ';
    for (; at < last; at++)
        letters->letters[letters->count++] = letter(blocks, at);
}

/* The letters of some lines, which the caller frees; -1 without memory. */
static int join_lines(const Blocks *blocks, Py_ssize_t first, Py_ssize_t last, Py_ssize_t columns, int with_end, Letters *letters)
{
    size_t room = 4;
    for (Py_ssize_t line = first; line < last; line++)
        room += (size_t)(blocks->lines[line].end - blocks->lines[line].begin) + 5; /* a tab may become three spaces, and a line has an end */
    *letters = (Letters){PyMem_Malloc(room * sizeof *letters->letters), 0};
    if (!letters->letters) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t line = first; line < last; line++)
        add_line(blocks, line, columns, with_end || line + 1 < last, letters);
    return 0;
}

PyObject *trimmed_lines(const Blocks *blocks, Py_ssize_t first, Py_ssize_t last)
{
    if (last - first == 1) /* before the text there are only marks of what it stands in, and white space */
        return trimmed(blocks, text_of(blocks, first), blocks->lines[first].end);
    Letters letters;
    if (join_lines(blocks, first, last, blocks->indent, 0, &letters) < 0)
        return NULL;
    Py_ssize_t start = 0, end = letters.count;
    while (start < end && is_stripped(letters.letters[start]))
        start++;
    while (end > start && is_stripped(letters.letters[end - 1]))
        end--;
    PyObject *content = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, letters.letters + start, end - start);
    PyMem_Free(letters.letters);
    return content;
}

PyObject *lines_without(const Blocks *blocks, Py_ssize_t first, Py_ssize_t last, Py_ssize_t columns)
{
    Letters letters;
    if (join_lines(blocks, first, last, columns, 1, &letters) < 0)
        return NULL;
    PyObject *content = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, letters.letters, letters.count);
    PyMem_Free(letters.letters);
    return content;
}
