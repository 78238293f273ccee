/* A text cut into words. */

#include "speedups.h"

static int is_apostrophe(Py_UCS4 c) { return c == '\'' || c == 0x2019; }

static Py_ssize_t word_end(int kind, const void *data, Py_ssize_t at, Py_ssize_t size)
{
    Py_UCS4 first = PyUnicode_READ(kind, data, at);
    Py_ssize_t end = at;
    if (first == '_') {
        while (end < size && PyUnicode_READ(kind, data, end) == '_')
            end++;
        return end - at > 1 ? end : at;
    }
    if (!Py_UNICODE_ISALNUM(first))
        return at;
    while (end < size) {
        Py_UCS4 c = PyUnicode_READ(kind, data, end);
        if (Py_UNICODE_ISALNUM(c) || (is_apostrophe(c) && end + 1 < size && Py_UNICODE_ISALNUM(PyUnicode_READ(kind, data, end + 1))))
            end++;
        else
            break;
    }
    return end;
}

/* What parts two words: see `words._gap`. */
static int gap_between(int kind, const void *data, Py_ssize_t at, Py_ssize_t end)
{
    int gap = NO_GAP;
    for (Py_ssize_t here = at; here < end; here++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, here);
        switch (c) {
        case '.': case ';': case '!': case '?': case '|': case 0xBF: case 0xA1:
            return HARD;
        case '\n':
            for (Py_ssize_t next = here + 1; next < end; next++) {
                Py_UCS4 other = PyUnicode_READ(kind, data, next);
                if (other == '\n')
                    return HARD;
                if (!Py_UNICODE_ISSPACE(other))
                    break;
            }
            break;
        case ',': case ':': case '(': case ')': case '[': case ']': case 0x2026: case 0x2013: case 0x2014:
            gap = SOFT;
            break;
        case '-':
            if (here + 1 < end) {
                Py_UCS4 next = PyUnicode_READ(kind, data, here + 1);
                if (next == '-' || (here > at && Py_UNICODE_ISSPACE(next) && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, here - 1))))
                    gap = SOFT;
            }
            break;
        default:
            break;
        }
    }
    return gap;
}

const char speedups_cut_doc[] = PyDoc_STR(
"cut(text, folded, fold, abbreviations, /)\n--\n\n"
"The words of a text folded, where they begin and end, and their gaps, as four lists.");

PyObject *speedups_cut(PyObject *module, PyObject *args)
{
    PyObject *text, *folded, *fold, *abbreviations;
    if (!PyArg_ParseTuple(args, "UO!OO!", &text, &PyDict_Type, &folded, &fold, &PyFrozenSet_Type, &abbreviations) || PyUnicode_READY(text) < 0)
        return NULL;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), before = 0;
    PyObject *words = PyList_New(0), *starts = PyList_New(0), *ends = PyList_New(0), *gaps = PyList_New(0);
    if (!words || !starts || !ends || !gaps)
        goto failed;
    PyObject *last = NULL;
    for (Py_ssize_t at = 0; at < size;) {
        Py_ssize_t end = word_end(kind, data, at, size);
        if (end == at) {
            at++;
            continue;
        }
        PyObject *written = PyUnicode_Substring(text, at, end);
        if (!written)
            goto failed;
        PyObject *word = PyDict_GetItemWithError(folded, written);
        if (word)
            Py_INCREF(word);
        else if (!PyErr_Occurred())
            word = PyObject_CallOneArg(fold, written);
        Py_DECREF(written);
        if (!word)
            goto failed;
        int gap = last == NULL || (at == before + 1 && PyUnicode_READ(kind, data, before) == ' ') ? NO_GAP : gap_between(kind, data, before, at);
        /* A stop inside a number or after an abbreviation ends no sentence. */
        if (gap == HARD && PyUnicode_READ(kind, data, before) == '.') {
            int none = at == before + 1 ? 1 : PySet_Contains(abbreviations, last);
            if (none < 0) {
                Py_DECREF(word);
                goto failed;
            }
            if (none)
                gap = NO_GAP;
        }
        last = word; /* kept alive by the list */
        if (append_new(words, word) < 0 || append_new(starts, PyLong_FromSsize_t(at)) < 0 || append_new(ends, PyLong_FromSsize_t(end)) < 0
            || append_new(gaps, PyLong_FromLong(gap)) < 0)
            goto failed;
        at = before = end;
    }
    return Py_BuildValue("(NNNN)", words, starts, ends, gaps);
failed:
    Py_XDECREF(words);
    Py_XDECREF(starts);
    Py_XDECREF(ends);
    Py_XDECREF(gaps);
    return NULL;
}
