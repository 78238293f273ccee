/* The blocks of a Markdown text, and the rules for those that hold no others. */

#include "blocks.h"

int heading(Blocks *blocks, Py_ssize_t line, int silent)
{
    Py_ssize_t at = text_of(blocks, line), end = blocks->lines[line].end;
    const Py_ssize_t start = at;
    while (at < end && letter(blocks, at) == '#' && at - start < 7)
        at++;
    if (at == start || at - start > 6 || (at < end && !is_blank(letter(blocks, at))))
        return 0;
    if (silent)
        return 1;
    /* Marks that close the heading. */
    const Py_ssize_t text = at;
    while (end > text && is_blank(letter(blocks, end - 1)))
        end--;
    Py_ssize_t close = end;
    while (close > text && letter(blocks, close - 1) == '#')
        close--;
    if (close > text && is_blank(letter(blocks, close - 1)))
        end = close;
    const Py_ssize_t part = push(blocks, HEADING, 1, line, line + 1), inside = part < 0 ? -1 : push(blocks, INLINE, 0, line, line + 1);
    if (inside < 0)
        return -1;
    blocks->parts[part].mark = start;
    blocks->parts[part].mark_end = text;
    blocks->parts[part].depth = (int)(text - start);
    blocks->parts[inside].content = trimmed(blocks, text, end);
    blocks->level--;
    blocks->line = line + 1;
    return blocks->parts[inside].content ? 1 : -1;
}

int ruler(Blocks *blocks, Py_ssize_t line, int silent)
{
    Py_ssize_t at = text_of(blocks, line), count = 0;
    const Py_UCS4 mark = letter(blocks, at);
    if (mark != '*' && mark != '-' && mark != '_')
        return 0;
    for (; at < blocks->lines[line].end; at++) {
        const Py_UCS4 c = letter(blocks, at);
        if (c != mark && !is_blank(c))
            return 0;
        count += c == mark;
    }
    if (count < 3)
        return 0;
    if (!silent)
        blocks->line = line + 1;
    return 1;
}

/* How many times the letter at a place comes there. */
static Py_ssize_t run_of(const Blocks *blocks, Py_ssize_t at)
{
    const Py_ssize_t start = at;
    while (at < blocks->size && letter(blocks, at) == letter(blocks, start))
        at++;
    return at - start;
}

int fence(Blocks *blocks, Py_ssize_t line, Py_ssize_t end, int silent)
{
    const Py_ssize_t start = text_of(blocks, line), stop = blocks->lines[line].end;
    const Py_UCS4 mark = letter(blocks, start);
    if (start + 3 > stop || (mark != '~' && mark != '`'))
        return 0;
    const Py_ssize_t length = run_of(blocks, start);
    if (length < 3)
        return 0;
    for (Py_ssize_t at = start + length; mark == '`' && at < stop; at++)
        if (letter(blocks, at) == mark)
            return 0;
    if (silent)
        return 1;
    Py_ssize_t next = line + 1;
    int closed = 0;
    for (; next < end; next++) {
        Py_ssize_t at = text_of(blocks, next);
        if (at < blocks->lines[next].end && blocks->lines[next].indent < blocks->indent)
            break;
        if (at >= blocks->size)
            break;
        if (letter(blocks, at) != mark || run_of(blocks, at) < length)
            continue;
        at += run_of(blocks, at);
        while (is_blank(letter(blocks, at)))
            at++;
        if (at >= blocks->lines[next].end) {
            closed = 1;
            break;
        }
    }
    blocks->line = next + closed;
    const Py_ssize_t part = push(blocks, FENCE, 0, line, blocks->line);
    if (part < 0)
        return -1;
    Part *made = &blocks->parts[part];
    made->mark = start;
    made->mark_end = made->info = start + length;
    made->info_end = stop;
    made->content = lines_without(blocks, line + 1, next, blocks->lines[line].indent);
    return made->content ? 1 : -1;
}

/* A heading that a line below it underlines, or a paragraph. */
static int lines_of_text(Blocks *blocks, Py_ssize_t line, Py_ssize_t end)
{
    const int in_paragraph = blocks->in_paragraph;
    Py_ssize_t next = line + 1;
    int level = 0, ended = 0;
    blocks->in_paragraph = 1;
    for (; next < blocks->line_count && !is_empty(blocks, next); next++) {
        const Line *here = &blocks->lines[next];
        if (here->indent - blocks->indent > 3)
            continue;
        Py_ssize_t at = text_of(blocks, next);
        const Py_UCS4 mark = letter(blocks, at);
        if (next < end && here->indent >= blocks->indent && (mark == '-' || mark == '=')) {
            at += run_of(blocks, at);
            while (is_blank(letter(blocks, at)))
                at++;
            if (at >= here->end) {
                level = mark == '=' ? 1 : 2;
                break;
            }
        }
        if (here->indent < 0)
            continue;
        if ((ended = ends_paragraph(blocks, next, blocks->line_count)))
            break;
    }
    blocks->in_paragraph = in_paragraph;
    if (ended < 0)
        return -1;
    const Py_ssize_t part = level ? push(blocks, HEADING, 1, line, next + 1) : 0;
    if (part < 0)
        return -1;
    if (level) {
        blocks->parts[part].mark = text_of(blocks, next);
        blocks->parts[part].mark_end = blocks->parts[part].mark + 1;
        blocks->parts[part].depth = level;
    }
    else
        blocks->level++;
    const Py_ssize_t inside = push(blocks, INLINE, 0, line, next);
    if (inside < 0)
        return -1;
    blocks->level--;
    blocks->line = next + (level > 0);
    blocks->parts[inside].content = trimmed_lines(blocks, line, next);
    return blocks->parts[inside].content ? 1 : -1;
}

int ends_list(Blocks *blocks, Py_ssize_t line, Py_ssize_t end)
{
    return fence(blocks, line, end, 1) || quote(blocks, line, end, 1) || ruler(blocks, line, 1);
}

int ends_quote(Blocks *blocks, Py_ssize_t line, Py_ssize_t end)
{
    return ends_list(blocks, line, end) || list(blocks, line, end, 1) || heading(blocks, line, 1);
}

int ends_paragraph(Blocks *blocks, Py_ssize_t line, Py_ssize_t end)
{
    return table(blocks, line, end, 1) || ends_quote(blocks, line, end);
}

int tokenize(Blocks *blocks, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t line = start; line < end;) {
        while (line < blocks->line_count && is_empty(blocks, line))
            line++;
        blocks->line = line;
        if (line >= end || blocks->lines[line].indent < blocks->indent)
            break;
        if (blocks->level >= blocks->most) { /* what is nested deeper is left out */
            blocks->line = end;
            break;
        }
        int done = table(blocks, line, end, 0);
        done = done ? done : fence(blocks, line, end, 0);
        done = done ? done : quote(blocks, line, end, 0);
        done = done ? done : ruler(blocks, line, 0);
        done = done ? done : list(blocks, line, end, 0);
        done = done ? done : heading(blocks, line, 0);
        done = done ? done : lines_of_text(blocks, line, end);
        if (done < 0)
            return -1;
        line = blocks->line;
        if (line < end && is_empty(blocks, line))
            blocks->line = ++line;
    }
    return 0;
}
