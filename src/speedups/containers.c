/* Lists and quotations: blocks that hold others. */

#include "blocks.h"

/* Where the mark of a bullet ends in a line, or -1. */
static Py_ssize_t after_bullet(const Blocks *blocks, Py_ssize_t line)
{
    Py_ssize_t at = text_of(blocks, line);
    Py_UCS4 c = letter(blocks, at);
    if (c != '*' && c != '-' && c != '+')
        return -1;
    at++;
    return at < blocks->lines[line].end && !is_blank(letter(blocks, at)) ? -1 : at;
}

/* Where the number of an item ends in a line, or -1. */
static Py_ssize_t after_number(const Blocks *blocks, Py_ssize_t line)
{
    const Py_ssize_t start = text_of(blocks, line), end = blocks->lines[line].end;
    Py_ssize_t at = start;
    while (at < end && letter(blocks, at) >= '0' && letter(blocks, at) <= '9')
        at++;
    if (at == start || at - start > 9 || at >= end || (letter(blocks, at) != '.' && letter(blocks, at) != ')'))
        return -1;
    at++;
    return at < end && !is_blank(letter(blocks, at)) ? -1 : at;
}

/* Whether the digits of an item's number make 1. */
static int is_one(const Blocks *blocks, Py_ssize_t start, Py_ssize_t end)
{
    while (start < end - 1 && letter(blocks, start) == '0')
        start++;
    return start == end - 1 && letter(blocks, start) == '1';
}

/* Reads one item; `after` is where its mark ends. -1 with an error. */
static int item(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, Py_ssize_t after, int numbered)
{
    Line *here = &blocks->lines[line];
    const Line before = *here;
    const Py_ssize_t start = text_of(blocks, line), initial = here->indent + after - start;
    Py_ssize_t column = initial, at = after;
    for (; at < here->end && is_blank(letter(blocks, at)); at++)
        column += width_of(letter(blocks, at), column + here->spread);
    Py_ssize_t inside = at >= here->end ? 1 : column - initial;
    if (inside > 4) /* the rest is code */
        inside = 1;
    const Py_ssize_t part = push(blocks, ITEM, 1, line, 0);
    if (part < 0)
        return -1;
    blocks->parts[part].mark = after - 1;
    blocks->parts[part].mark_end = after;
    if (numbered) {
        blocks->parts[part].info = start;
        blocks->parts[part].info_end = after - 1;
    }
    const Py_ssize_t list_indent = blocks->list_indent;
    blocks->list_indent = blocks->indent;
    blocks->indent = initial + inside;
    here->shift = at - here->begin;
    here->indent = column;
    if (at >= here->end && is_empty(blocks, line + 1))
        blocks->line = blocks->line + 2 < end ? blocks->line + 2 : end; /* an empty item */
    else if (tokenize(blocks, line, end) < 0)
        return -1;
    blocks->indent = blocks->list_indent;
    blocks->list_indent = list_indent;
    blocks->lines[line] = before;
    blocks->level--;
    blocks->parts[part].last = blocks->line;
    return 0;
}

int list(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent)
{
    const Line *here = &blocks->lines[line];
    if (blocks->list_indent >= 0 && here->indent - blocks->list_indent >= 4 && here->indent < blocks->indent)
        return 0;
    const int interrupts = silent && blocks->in_paragraph && here->indent >= blocks->indent;
    Py_ssize_t after = after_number(blocks, line);
    const int numbered = after >= 0;
    if (numbered && interrupts && !is_one(blocks, text_of(blocks, line), after - 1))
        return 0;
    if (!numbered && (after = after_bullet(blocks, line)) < 0)
        return 0;
    if (interrupts) {
        Py_ssize_t at = after;
        while (is_blank(letter(blocks, at)))
            at++;
        if (at >= here->end)
            return 0;
    }
    if (silent)
        return 1;
    const Py_UCS4 mark = letter(blocks, after - 1);
    const Py_ssize_t part = push(blocks, numbered ? NUMBERS : BULLETS, 1, line, 0);
    if (part < 0)
        return -1;
    blocks->parts[part].mark = after - 1;
    blocks->parts[part].mark_end = after;
    const int in_paragraph = blocks->in_paragraph;
    blocks->in_paragraph = 0;
    while (line < end) {
        if (item(blocks, line, end, after, numbered) < 0)
            return -1;
        line = blocks->line;
        if (line >= end || blocks->lines[line].indent < blocks->indent)
            break;
        int ended = ends_list(blocks, line, end);
        if (ended < 0)
            return -1;
        after = ended ? -1 : numbered ? after_number(blocks, line) : after_bullet(blocks, line);
        if (after < 0 || letter(blocks, after - 1) != mark)
            break;
    }
    const Py_ssize_t closing = push(blocks, numbered ? NUMBERS_END : BULLETS_END, -1, -1, -1);
    if (closing < 0)
        return -1;
    blocks->parts[closing].mark = blocks->parts[part].mark;
    blocks->parts[closing].mark_end = blocks->parts[part].mark_end;
    blocks->parts[part].last = line;
    blocks->line = line;
    blocks->in_paragraph = in_paragraph;
    return 1;
}

/* Moves the beginning of a line behind its `>`; whether nothing follows. */
static int enter_quote(const Blocks *blocks, Line *line, Py_ssize_t at)
{
    Py_ssize_t initial = line->indent + 1, spread = line->indent + 1, tab = 0;
    const Py_UCS4 c = letter(blocks, at);
    if (is_blank(c)) {
        spread++;
        /* A tab is a space and what is left of it, unless it is one column wide. */
        if (c == ' ' || (line->spread + initial) % 4 == 3) {
            at++;
            initial++;
        }
        else
            tab = 1;
    }
    Py_ssize_t column = initial;
    line->begin = at;
    for (; at < line->end && is_blank(letter(blocks, at)); at++)
        column += width_of(letter(blocks, at), column + line->spread + tab);
    line->spread = spread;
    line->indent = column - initial;
    line->shift = at - line->begin;
    return at >= line->end;
}

/* Lines as they were, to be put back. */
typedef struct { Line *lines; Py_ssize_t count, room; } Before;

static int keep(const Blocks *blocks, Before *before, Py_ssize_t line)
{
    if (before->count == before->room) {
        Py_ssize_t room = 2 * before->room + 8;
        Line *lines = PyMem_Realloc(before->lines, (size_t)room * sizeof *lines);
        if (!lines) {
            PyErr_NoMemory();
            return -1;
        }
        before->lines = lines;
        before->room = room;
    }
    before->lines[before->count++] = blocks->lines[line];
    return 0;
}

/* Enters a quotation line by line; returns the first line that does not belong to it, or -1 with an error. */
static Py_ssize_t enter_quotes(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, Before *before)
{
    int empty = 0;
    for (Py_ssize_t next = line; next < end; next++) {
        Line *here = &blocks->lines[next];
        if (next > line && is_empty(blocks, next))
            return next;
        if (letter(blocks, text_of(blocks, next)) == '>' && (next == line || here->indent >= blocks->indent)) {
            if (keep(blocks, before, next) < 0)
                return -1;
            empty = enter_quote(blocks, here, text_of(blocks, next) + 1);
            continue;
        }
        if (empty)
            return next;
        const int ended = ends_quote(blocks, next, end);
        if (ended < 0 || keep(blocks, before, next) < 0)
            return -1;
        if (ended) {
            blocks->line_count = next; /* a paragraph in the quotation does not look further than this */
            if (blocks->indent)
                here->indent -= blocks->indent;
            return next;
        }
        here->indent = -1; /* goes on with a paragraph, if there is one */
    }
    return end;
}

int quote(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent)
{
    if (letter(blocks, text_of(blocks, line)) != '>')
        return 0;
    if (silent)
        return 1;
    const Py_ssize_t line_count = blocks->line_count, indent = blocks->indent;
    const int in_paragraph = blocks->in_paragraph;
    Before before = {NULL, 0, 0};
    blocks->in_paragraph = 0;
    const Py_ssize_t next = enter_quotes(blocks, line, end, &before);
    blocks->indent = 0;
    const Py_ssize_t part = next < 0 ? -1 : push(blocks, QUOTE, 1, line, 0);
    const int failed = part < 0 || tokenize(blocks, line, next) < 0 || push(blocks, QUOTE_END, -1, -1, -1) < 0;
    if (!failed)
        blocks->parts[part].last = blocks->line;
    blocks->line_count = line_count;
    blocks->in_paragraph = in_paragraph;
    blocks->indent = indent;
    if (before.count)
        memcpy(blocks->lines + line, before.lines, (size_t)before.count * sizeof *before.lines);
    PyMem_Free(before.lines);
    return failed ? -1 : 1;
}
