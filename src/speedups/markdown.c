/* A Markdown text, from its lines to the parts as Python has them. */

#include "blocks.h"

/* Whether the library has to be asked: for HTML and for addresses of links by name, where a line could begin with either; and for line ends and
   letters that it would replace. */
static int is_for_library(const Blocks *blocks)
{
    int named = 0;
    for (Py_ssize_t at = 0; at + 1 < blocks->size && !named; at++)
        named = letter(blocks, at) == ']' && letter(blocks, at + 1) == ':';
    for (Py_ssize_t at = 0; at < blocks->size; at++) {
        Py_UCS4 c = letter(blocks, at);
        /* What stands before the text of a line. */
        while (is_blank(c) || c == '>' || c == '*' || c == '-' || c == '+' || c == '.' || c == ')' || (c >= '0' && c <= '9'))
            c = letter(blocks, ++at);
        if ((c == '[' && named) || c == '<')
            return 1;
        for (; at < blocks->size && c != '\n'; c = letter(blocks, ++at))
            if (c == '\r' || c == 0)
                return 1;
    }
    return 0;
}

static int read_lines(Blocks *blocks)
{
    Py_ssize_t count = 1;
    for (Py_ssize_t at = 0; at < blocks->size; at++)
        count += letter(blocks, at) == '\n';
    blocks->lines = PyMem_Malloc((size_t)(count + 1) * sizeof *blocks->lines);
    if (!blocks->lines) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t start = 0; start < blocks->size;) {
        Py_ssize_t at = start, column = 0;
        for (; is_blank(letter(blocks, at)); at++)
            column += width_of(letter(blocks, at), column);
        const Py_ssize_t shift = at - start;
        if (at == blocks->size) /* a last line of white space is none */
            break;
        while (at < blocks->size && letter(blocks, at) != '\n')
            at++;
        blocks->lines[blocks->line_count++] = (Line){start, at, shift, column, 0};
        start = at + 1;
    }
    blocks->lines[blocks->line_count] = (Line){blocks->size, blocks->size, 0, 0, 0};
    return 0;
}

/* The parts as Python has them: see `blocks.Part`. */
static PyObject *parts_of(const Blocks *blocks, PyObject *made)
{
    static const char *const names[] = {"inline", "heading_open", "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close",
                                        "list_item_open", "blockquote_open", "blockquote_close", "table_open", "tr_open", "table_close", "fence"};
    PyObject *list = PyList_New(blocks->count);
    for (Py_ssize_t number = 0; list && number < blocks->count; number++) {
        const Part *part = &blocks->parts[number];
        PyObject *values[] = {
            PyUnicode_InternFromString(names[part->kind]),
            part->first < 0 ? Py_NewRef(Py_None) : Py_BuildValue("(nn)", part->first, part->last),
            number_of(part->level),
            part->content ? Py_NewRef(part->content) : PyUnicode_FromStringAndSize(NULL, 0),
            PyUnicode_Substring(blocks->text, part->mark, part->mark_end),
            PyUnicode_Substring(blocks->text, part->info, part->info_end),
            number_of(part->depth),
        };
        enum { FIELDS = sizeof values / sizeof *values };
        PyObject *item = PyErr_Occurred() ? NULL : make_named(made, values, FIELDS, NULL);
        for (int field = 0; field < FIELDS; field++)
            Py_XDECREF(values[field]);
        if (item)
            PyList_SET_ITEM(list, number, item);
        else
            Py_CLEAR(list);
    }
    return list;
}

const char speedups_blocks_doc[] = PyDoc_STR(
"blocks(text, most, part, /)\n--\n\n"
"The parts of a Markdown text, nested no deeper than `most`, and by the lines of tables how long their text is; None where the library has to be\n"
"asked: for HTML and for links by name.");

PyObject *speedups_blocks(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("blocks", given, count, "sno") || PyUnicode_READY(given[0]) < 0)
        return NULL;
    if (!PyType_Check(given[2])) {
        PyErr_SetString(PyExc_TypeError, "parts are of a class");
        return NULL;
    }
    Blocks blocks = {given[0], PyUnicode_KIND(given[0]), PyUnicode_DATA(given[0]), PyUnicode_GET_LENGTH(given[0]), NULL, 0, 0, 0, -1, 0,
                     (int)PyLong_AsLong(given[1]), 0, NULL, 0, 0, NULL};
    if (PyErr_Occurred())
        return NULL;
    if (is_for_library(&blocks))
        Py_RETURN_NONE;
    PyObject *parts = NULL, *result = NULL;
    blocks.rows = PyDict_New();
    if (blocks.rows && read_lines(&blocks) == 0 && tokenize(&blocks, 0, blocks.line_count) == 0)
        parts = parts_of(&blocks, given[2]);
    if (parts)
        result = PyTuple_Pack(2, parts, blocks.rows);
    for (Py_ssize_t number = 0; number < blocks.count; number++)
        Py_XDECREF(blocks.parts[number].content);
    PyMem_Free(blocks.parts);
    PyMem_Free(blocks.lines);
    Py_XDECREF(blocks.rows);
    Py_XDECREF(parts);
    return result;
}
