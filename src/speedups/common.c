/* The commonest words of languages, in a text that is parted at white space. */

#include "speedups.h"

enum { LONGEST = 15, ROOM = 1 << 10, LATIN_ENDS = 0x250 };

/* A short word in letters of Latin-1, and its hash. */
typedef struct { uint32_t hash; unsigned char size, letters[LONGEST]; } Short;

/* The known words of one set, found by their hash. Others than short ones are asked for in the set itself, where it holds any. */
static struct { PyObject *set; PyObject *words[ROOM]; Short shorts[ROOM]; int others; } known;

/* Reads a word in lower case; 0 where it is not short. */
static int read_short(int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Short *word)
{
    if (end - start > LONGEST)
        return 0;
    word->size = (unsigned char)(end - start);
    word->hash = 2166136261u; /* FNV-1a */
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c > 255)
            return 0;
        if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
            c += 0x20;
        word->letters[at - start] = (unsigned char)c;
        word->hash = (word->hash ^ c) * 16777619u;
    }
    return 1;
}

/* Where a short word stands or would stand. */
static size_t place_of(const Short *word)
{
    size_t place = (word->hash ^ word->hash >> 15) & (ROOM - 1);
    while (known.words[place] && (known.shorts[place].size != word->size || memcmp(known.shorts[place].letters, word->letters, word->size) != 0))
        place = (place + 1) & (ROOM - 1);
    return place;
}

/* Have the words of this set at hand; -1 with an error. */
static int know(PyObject *set)
{
    if (known.set == set)
        return 0;
    for (size_t place = 0; place < ROOM; place++)
        Py_CLEAR(known.words[place]);
    Py_CLEAR(known.set);
    known.others = 0;
    PyObject *words = PySequence_List(set);
    for (Py_ssize_t number = 0; words && number < PyList_GET_SIZE(words); number++) {
        PyObject *word = PyList_GET_ITEM(words, number);
        Short short_word;
        int is_short = 2 * number < ROOM && PyUnicode_Check(word)
                       && read_short(PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word), &short_word);
        for (int at = 0; is_short && at < short_word.size; at++)
            is_short = PyUnicode_READ_CHAR(word, at) == short_word.letters[at]; /* in lower case */
        if (is_short) {
            const size_t place = place_of(&short_word);
            known.shorts[place] = short_word;
            Py_XSETREF(known.words[place], Py_NewRef(word));
        }
        else
            known.others = 1;
    }
    if (!words)
        return -1;
    Py_DECREF(words);
    known.set = Py_NewRef(set);
    return 0;
}

/* Append a word if it is known; -1 with an error. */
static int note(PyObject *text, Py_ssize_t start, Py_ssize_t end, PyObject *list)
{
    Short short_word;
    if (read_short(PyUnicode_KIND(text), PyUnicode_DATA(text), start, end, &short_word)) {
        PyObject *word = known.words[place_of(&short_word)];
        if (word)
            return PyList_Append(list, word);
    }
    if (!known.others)
        return 0;
    PyObject *word = PyUnicode_Substring(text, start, end), *lower = word ? PyObject_CallMethod(word, "lower", NULL) : NULL;
    int found = lower ? PySet_Contains(known.set, lower) : -1;
    if (found > 0)
        found = PyList_Append(list, lower);
    Py_XDECREF(word);
    Py_XDECREF(lower);
    return found;
}

const char speedups_common_words_doc[] = PyDoc_STR(
"common_words(text, known, /)\n--\n\n"
"How many words a text has, how many of them begin beyond Latin script, and those that are known: see `languages.plain_common_words`.");

PyObject *speedups_common_words(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("common_words", given, count, "sf") || PyUnicode_READY(given[0]) < 0)
        return NULL;
    const int kind = PyUnicode_KIND(given[0]);
    const void *data = PyUnicode_DATA(given[0]);
    const Py_ssize_t size = PyUnicode_GET_LENGTH(given[0]);
    const int any = PySet_GET_SIZE(given[1]) > 0;
    Py_ssize_t words = 0, beyond = 0;
    PyObject *list = PyList_New(0);
    if (any && know(given[1]) < 0)
        Py_CLEAR(list);
    for (Py_ssize_t at = 0; list && at < size;) {
        const Py_ssize_t start = at;
        while (at < size && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)))
            at++;
        if (at > start) {
            words++;
            beyond += Py_UNICODE_TOLOWER(PyUnicode_READ(kind, data, start)) >= LATIN_ENDS;
            if (any && note(given[0], start, at, list) < 0)
                Py_CLEAR(list);
        }
        at++;
    }
    return list ? Py_BuildValue("(nnN)", words, beyond, list) : NULL;
}
