/* What a reader sees of simple inline Markdown. */

#include "speedups.h"

/* A stretch of inline Markdown. `shown` begins as the text; what is no text for a reader is blanked out. */
typedef struct { const Py_UCS4 *text; Py_UCS4 *shown; Py_ssize_t size; } Inline;

/* The first of a letter at or after a place, and the end of the text where there is none. */
static Py_ssize_t next_of(const Inline *inlined, Py_UCS4 wanted, Py_ssize_t at)
{
    while (at < inlined->size && inlined->text[at] != wanted)
        at++;
    return at;
}

/* As `next_of`, for places that only grow, so that a text is gone through once: `known` is what was found last, -1 at first. */
static Py_ssize_t next_known(const Inline *inlined, Py_UCS4 wanted, Py_ssize_t at, Py_ssize_t *known)
{
    if (*known < at)
        *known = next_of(inlined, wanted, at);
    return *known;
}

static void blank_out(const Inline *inlined, Py_ssize_t at, Py_ssize_t end)
{
    for (; at < end; at++)
        if (inlined->text[at] != '\n')
            inlined->shown[at] = ' ';
}

static int is_space_or_tab(Py_UCS4 c) { return c == ' ' || c == '\t'; }

static int is_plain_in_host(Py_UCS4 c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

static int is_plain_in_address(Py_UCS4 c)
{
    return (c < 128 && Py_UNICODE_ISALNUM(c)) || (c && c < 128 && strchr("/._~#?=&+$,!-", (int)c) != NULL);
}

/* Where an address that needs no rewriting ends, with a bracket behind it; -1 for any other. */
static Py_ssize_t address_end(const Inline *inlined, Py_ssize_t at)
{
    static const char *const schemes[] = {"https://", "http://"};
    const Py_UCS4 *text = inlined->text;
    Py_ssize_t end = at;
    for (size_t number = 0; number < sizeof schemes / sizeof *schemes; number++) {
        Py_ssize_t length = (Py_ssize_t)strlen(schemes[number]), same = 0;
        while (same < length && at + same < inlined->size && text[at + same] == (Py_UCS4)schemes[number][same])
            same++;
        if (same == length) {
            Py_ssize_t host = end = at + length;
            while (end < inlined->size && is_plain_in_host(text[end]))
                end++;
            if (end == host || end - host > 60 || end == inlined->size || !(text[end] == '/' || text[end] == '?' || text[end] == '#' || text[end] == ')'))
                return -1;
            break;
        }
    }
    if (end == at && at + 1 < inlined->size && text[at] == '/' && text[at + 1] == '/')
        return -1;
    while (end < inlined->size && is_plain_in_address(text[end]))
        end++;
    return end > at && end < inlined->size && text[end] == ')' ? end : -1;
}

/* Whether a run of `*`, `_` or `~` is shown as it is: see `inline._is_text`. */
static int is_text(Py_UCS4 mark, Py_ssize_t length, Py_UCS4 before, Py_UCS4 after)
{
    /* At the two ends of the text there is a blank here: there it is neither a letter nor a mark, as nothing is. */
    int apart = Py_UNICODE_ISSPACE(before) && Py_UNICODE_ISSPACE(after);
    int in_word = Py_UNICODE_ISALNUM(before) != 0;
    if (mark == '_' && in_word == (Py_UNICODE_ISALNUM(after) != 0))
        return in_word || apart || (length > 1 && (before == '*' || before == '~') == (after == '*' || after == '~'));
    return apart && length == 1;
}

/* Whether nothing in a text is markup. */
static int is_plain(PyObject *content)
{
    static const char marks[] = "[]!<&\\*_~`\t";
    static char is_mark[128];
    int kind = PyUnicode_KIND(content);
    const void *data = PyUnicode_DATA(content);
    if (!is_mark['[']) /* the first time */
        for (const char *mark = marks; *mark; mark++)
            is_mark[(unsigned char)*mark] = 1;
    for (Py_ssize_t at = 0; at < PyUnicode_GET_LENGTH(content); at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c < 128 && is_mark[c])
            return 0;
    }
    return 1;
}

const char speedups_see_doc[] = PyDoc_STR(
"see(content, references, /)\n--\n\n"
"What is shown of inline Markdown, its links and images as tuples and its line breaks; the content itself where nothing in it is markup;\n"
"None where the library has to be asked: for code, tags, entities, titles, nested brackets, addresses that need rewriting and, with\n"
"`references`, for links by name.");

PyObject *speedups_see(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("see", given, count, "sn") || PyUnicode_READY(given[0]) < 0)
        return NULL;
    if (is_plain(given[0]))
        return Py_NewRef(given[0]);
    PyObject *content = given[0], *links = NULL, *images = NULL, *breaks = NULL, *result = NULL;
    const int references = given[1] != Py_False;
    Py_UCS4 *text = PyUnicode_AsUCS4Copy(content), *shown = PyUnicode_AsUCS4Copy(content);
    if (!text || !shown || !(links = PyList_New(0)) || !(images = PyList_New(0)) || !(breaks = PyList_New(0)))
        goto done;
    const Inline inlined = {text, shown, PyUnicode_GET_LENGTH(content)};
    Py_ssize_t size = inlined.size, at = 0;
    /* The link whose words are being looked at: where it begins, where its words end, where it ends. */
    Py_ssize_t link = -1, label_end = -1, link_end = -1;
    Py_ssize_t tag_end = -1, entity_end = -1, close = -1, open = -1;
    int escaped = next_of(&inlined, '\\', 0) < size;
    while (at < size) {
        Py_UCS4 c = text[at];
        if (at == label_end) {
            PyObject *words = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, shown + link, label_end - link);
            PyObject *label = words ? PyObject_CallMethod(words, "strip", NULL) : NULL;
            PyObject *target = PyUnicode_Substring(content, label_end + 2, link_end - 1);
            Py_XDECREF(words);
            blank_out(&inlined, label_end, link_end);
            if (append_new(links, label && target ? Py_BuildValue("(nnOO)", link, link_end, label, target) : NULL) < 0) {
                Py_XDECREF(label);
                Py_XDECREF(target);
                goto done;
            }
            Py_DECREF(label);
            Py_DECREF(target);
            at = link_end;
            label_end = -1;
            continue;
        }
        switch (c) {
        case '\n':
            if (at >= 2 && text[at - 1] == ' ' && text[at - 2] == ' ' && append_new(breaks, PyLong_FromSsize_t(at)) < 0)
                goto done;
            for (at++; at < size && is_space_or_tab(text[at]); at++)
                shown[at] = ' ';
            continue;
        case '\\':
            if (at + 1 == size)
                break;
            shown[at] = ' ';
            if (text[at + 1] != '\n') {
                at += 2;
                continue;
            }
            if (append_new(breaks, PyLong_FromSsize_t(at)) < 0)
                goto done;
            for (at += 2; at < size && is_space_or_tab(text[at]); at++)
                shown[at] = ' ';
            continue;
        case '*': case '_': case '~': {
            Py_ssize_t end = at;
            while (end < size && text[end] == c)
                end++;
            if (!(c == '~' && end - at == 1) && !is_text(c, end - at, at ? text[at - 1] : ' ', end < size ? text[end] : ' '))
                blank_out(&inlined, at, end);
            at = end;
            continue;
        }
        case '`':
            goto ask;
        case '<':
            if (next_known(&inlined, '>', at, &tag_end) < size)
                goto ask;
            break;
        case '&':
            if (next_known(&inlined, ';', at, &entity_end) < size)
                goto ask;
            break;
        case '!': case '[': {
            int is_image = c == '!';
            if (is_image && (at + 1 == size || text[at + 1] != '['))
                break;
            if (escaped || (is_image && label_end >= 0))
                goto ask;
            Py_ssize_t opened = at + is_image;
            Py_ssize_t closed = next_known(&inlined, ']', opened, &close), nested = next_known(&inlined, '[', opened + 1, &open);
            if (closed == size) {
                if (nested < size || is_image)
                    goto ask;
                break;
            }
            if (nested < closed)
                goto ask;
            if (closed + 1 == size || text[closed + 1] != '(') {
                if (references || is_image)
                    goto ask;
                break;
            }
            Py_ssize_t end = address_end(&inlined, closed + 2);
            if (end < 0)
                goto ask;
            if (is_image) {
                PyObject *alt = PyUnicode_Substring(content, opened + 1, closed), *target = PyUnicode_Substring(content, closed + 2, end);
                int failed = append_new(images, alt && target ? Py_BuildValue("(nnOO)", at, end + 1, alt, target) : NULL);
                Py_XDECREF(alt);
                Py_XDECREF(target);
                if (failed)
                    goto done;
                blank_out(&inlined, at, end + 1);
                at = end + 1;
                continue;
            }
            link = at;
            label_end = closed;
            link_end = end + 1;
            shown[at++] = ' ';
            continue;
        }
        default:
            break;
        }
        at++;
    }
    result = Py_BuildValue("(NOOO)", PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, shown, size), links, images, breaks);
    goto done;
ask:
    result = Py_NewRef(Py_None);
done:
    PyMem_Free(text);
    PyMem_Free(shown);
    Py_XDECREF(links);
    Py_XDECREF(images);
    Py_XDECREF(breaks);
    return result;
}
