/* Tables of Markdown. */

#include "blocks.h"

enum { MOST_MISSING = 0x10000 };

/* How many columns the line of dashes below a table's heads makes; 0 where it is no such line. */
static Py_ssize_t ruled_columns(const Blocks *blocks, Py_ssize_t line)
{
    const Py_ssize_t start = text_of(blocks, line), end = blocks->lines[line].end;
    const Py_UCS4 first = letter(blocks, start), second = letter(blocks, start + 1);
    if (start + 1 >= end || (first != '|' && first != '-' && first != ':') || (first == '-' && is_blank(second)))
        return 0;
    for (Py_ssize_t at = start; at < end; at++) {
        const Py_UCS4 c = letter(blocks, at);
        if (c != '|' && c != '-' && c != ':' && !is_blank(c))
            return 0;
    }
    Py_ssize_t columns = 0;
    for (Py_ssize_t at = start; at <= end; at++) {
        const Py_ssize_t begin = at;
        while (at < end && letter(blocks, at) != '|')
            at++;
        /* `:---:` with nothing but white space around it. */
        Py_ssize_t from = begin, to = at;
        while (from < to && is_blank(letter(blocks, from)))
            from++;
        while (to > from && is_blank(letter(blocks, to - 1)))
            to--;
        if (from == to) {
            if (begin == start || at == end)
                continue; /* before the first bar or after the last */
            return 0;
        }
        from += letter(blocks, from) == ':';
        to -= to > from && letter(blocks, to - 1) == ':';
        if (from == to)
            return 0;
        for (; from < to; from++)
            if (letter(blocks, from) != '-')
                return 0;
        columns++;
    }
    return columns;
}

/* How many cells a row has; -1 where nothing is in the line. `bars` says whether there is any bar. */
static Py_ssize_t cells(const Blocks *blocks, Py_ssize_t line, int *bars)
{
    Py_ssize_t start = text_of(blocks, line), end = blocks->lines[line].end;
    trim(blocks, &start, &end);
    if (start >= end)
        return -1;
    Py_ssize_t count = 1;
    int last = 0; /* whether a bar that parts cells ends the row */
    *bars = 0;
    for (Py_ssize_t at = start; at < end; at++) {
        const int bar = letter(blocks, at) == '|';
        last = bar && (at == start || letter(blocks, at - 1) != '\\');
        *bars |= bar;
        count += last;
    }
    count -= letter(blocks, start) == '|';
    return count > 0 ? count - last : count;
}

/* Note a row; -1 with an error. */
static int row(Blocks *blocks, Py_ssize_t line, int level)
{
    const Py_ssize_t part = push(blocks, ROW, 0, line, line + 1);
    if (part < 0)
        return -1;
    blocks->parts[part].level = level;
    return 0;
}

/* Note how long the text of a line is; -1 with an error. */
static int measure(Blocks *blocks, Py_ssize_t line)
{
    PyObject *number = number_of(line), *length = number_of(blocks->lines[line].end - text_of(blocks, line));
    int failed = number && length ? PyDict_SetItem(blocks->rows, number, length) : -1;
    Py_XDECREF(number);
    Py_XDECREF(length);
    return failed;
}

int table(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent)
{
    if (line + 2 > end || blocks->lines[line + 1].indent < blocks->indent)
        return 0;
    const Py_ssize_t columns = ruled_columns(blocks, line + 1);
    int bars = 0;
    if (!columns || cells(blocks, line, &bars) != columns || !bars)
        return 0;
    if (silent)
        return 1;
    const int level = blocks->level, in_paragraph = blocks->in_paragraph;
    const Py_ssize_t part = push(blocks, TABLE, 0, line, 0);
    if (part < 0 || row(blocks, line, level + 2) < 0)
        return -1;
    Py_ssize_t next = line + 2, missing = 0;
    blocks->in_paragraph = 0;
    for (; next < end && blocks->lines[next].indent >= blocks->indent; next++) {
        int ended = ends_quote(blocks, next, end);
        if (ended < 0)
            return -1;
        const Py_ssize_t count = ended ? -1 : cells(blocks, next, &bars);
        if (count < 0 || (missing += columns - count) > MOST_MISSING)
            break;
        if (row(blocks, next, level + 2) < 0)
            return -1;
    }
    blocks->in_paragraph = in_paragraph;
    if (push(blocks, TABLE_END, 0, -1, -1) < 0)
        return -1;
    blocks->parts[part].last = next;
    blocks->line = next;
    for (; line < next; line++)
        if (measure(blocks, line) < 0)
            return -1;
    return 1;
}
