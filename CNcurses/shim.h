// What Swift cannot import of ncurses and of the C library, as inline functions.
//
// Swift 6 rejects mutable C globals (stdscr), skips function-like and casting macros (A_BOLD, COLOR_PAIR), and the
// Glibc module hides what lies behind _GNU_SOURCE (wcwidth, eventfd).
#ifndef BERTH_CNCURSES_SHIM_H
#define BERTH_CNCURSES_SHIM_H

// Before any header: the wide-character functions, as functions and not as macros.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// term.h defines short macros that would reach every importer.
#undef lines
#undef columns
#undef tab

// Hidden by the Glibc module; the prototype of wchar.h.
extern int wcwidth(wchar_t c);

static inline WINDOW *berth_stdscr(void) { return stdscr; }
static inline int berth_colors(void) { return COLORS; }

static inline attr_t berth_attr_bold(void) { return A_BOLD; }
static inline attr_t berth_attr_dim(void) { return A_DIM; }
static inline attr_t berth_attr_reverse(void) { return A_REVERSE; }
static inline attr_t berth_attr_underline(void) { return A_UNDERLINE; }

static inline bool berth_charset_is_utf8(void) {
    const char *name = nl_langinfo(CODESET);
    return name != NULL && (strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0);
}

// Columns the C library (and so ncurses) gives to a character; -1 when the locale cannot show it.
static inline int berth_columns(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

// One cell: a character with up to two combining marks (0 = none). The colour pair goes in as the int behind `opts`,
// since attributes hold 8 bits of it only.
static inline int berth_cell(cchar_t *cell, unsigned int base, unsigned int mark1, unsigned int mark2,
                             attr_t attributes, int pair) {
    wchar_t text[4] = {(wchar_t)base, (wchar_t)mark1, (wchar_t)mark2, 0};
    return setcchar(cell, text, attributes, 0, &pair);
}

// A capability string of the terminal by its terminfo name, extended names too; NULL when it has none.
static inline const char *berth_capability(const char *name) {
    char *value = tigetstr((char *)name);
    return value == (char *)-1 ? NULL : value;
}

// A press and its release that are read together become a click, two of them a double click.
static inline unsigned long berth_mouse_mask(void) {
    return BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}
static inline bool berth_mouse_is_press(unsigned long state) { return state & (BUTTON1_PRESSED | BUTTON1_CLICKED); }
static inline bool berth_mouse_is_double_press(unsigned long state) { return state & BUTTON1_DOUBLE_CLICKED; }
static inline bool berth_mouse_is_wheel_up(unsigned long state) { return state & BUTTON4_PRESSED; }
static inline bool berth_mouse_is_wheel_down(unsigned long state) { return state & BUTTON5_PRESSED; }

// A file in memory, and a descriptor made to lead elsewhere; both stay out of programs that are started.
static inline int berth_memory_file(void) { return memfd_create("berth-frame", MFD_CLOEXEC); }
static inline int berth_redirect(int from, int to) { return dup3(to, from, O_CLOEXEC); }

static inline int berth_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// By the clock that goes on while the machine sleeps: a time that was slept over has come. Never, with 0 nanoseconds.
static inline int berth_timer(void) { return timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK); }
static inline int berth_set_timer(int fd, long long nanoseconds) {
    struct itimerspec time = {.it_value = {nanoseconds / 1000000000, nanoseconds % 1000000000}};
    return timerfd_settime(fd, 0, &time, NULL);
}

static inline bool berth_window_size(int fd, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return true;
}

#endif
