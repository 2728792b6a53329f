/*
 * Preloaded into a process that opens a history: cuts the power at the n-th call that changes the disk,
 * or lets calls fail, and writes down what was on disk for sure by then.
 *
 * FAULT_ROOT   the folder that is watched
 * FAULT_TRACE  file for what happened, one a line: C <path> created, R <from> <to> <grave or -> renamed,
 *              U <path> <grave> removed, S <inode> <size> synced, D synced the folder's names
 * FAULT_GRAVES folder for what was removed or replaced, so that a cut can bring it back
 * FAULT_CUT    number of the call before which the process is killed; 0 for never
 *
 * unlink("/disk-faults/<calls from now>/<calls that fail>/<errno>") arms failures from within.
 * Syncs are noted and not done: the tests decide what outlives the cut.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc makes some of these macros. */
#undef fwrite_unlocked
#undef fflush_unlocked

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static char graves[4096];
static int trace = -1;
static long calls, cut_at, fail_from, fail_left, graves_made;
static int fail_errno;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("FAULT_ROOT"), *file = getenv("FAULT_TRACE");
  const char *removed = getenv("FAULT_GRAVES"), *cut = getenv("FAULT_CUT");
  if (!folder || !file || !removed) return;
  snprintf(root, sizeof root, "%s/", folder);
  snprintf(graves, sizeof graves, "%s", removed);
  cut_at = cut ? atol(cut) : 0;
  trace = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_data(const char *path) {
  size_t length = strlen(root);
  if (trace < 0 || strncmp(path, root, length) != 0) return 0;
  const char *name = path + length;
  const char *last = strrchr(name, (int)'/');
  if (last) name = last + 1;
  return strncmp(name, "LOG", 3) != 0 && strcmp(name, "LOCK") != 0;
}

/* 0: none of ours, 1: a file of ours, 2: the folder itself. */
static int kind_of(int fd) {
  char link[64], path[4096];
  if (trace < 0 || fd == trace) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (is_data(path)) return 1;
  return strlen(root) == (size_t)length + 1 && strncmp(path, root, (size_t)length) == 0 ? 2 : 0;
}

static void note(const char *format, ...) {
  char line[8300];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  syscall(SYS_write, trace, line, (size_t)length);
}

/* Counts a call; whether it is to fail. The mutex is held. */
static int fails(void) {
  calls++;
  if (cut_at && calls >= cut_at) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  if (fail_left == 0 || calls < fail_from) return 0;
  fail_left--;
  errno = fail_errno;
  return 1;
}

static int fails_alone(void) {
  pthread_mutex_lock(&mutex);
  int failed = fails();
  pthread_mutex_unlock(&mutex);
  return failed;
}

static void note_creation(const char *path, int existed) {
  if (!existed) note("C %s\n", path);
}

FILE *fopen64(const char *path, const char *mode) {
  REAL(FILE *, "fopen64", const char *, const char *);
  if (mode[0] == 'r' || !is_data(path)) return real(path, mode);
  pthread_mutex_lock(&mutex);
  FILE *file = NULL;
  if (!fails()) {
    int existed = access(path, F_OK) == 0;
    file = real(path, mode);
    if (file) note_creation(path, existed);
  }
  pthread_mutex_unlock(&mutex);
  return file;
}

static int open_noted(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  if (!(flags & O_CREAT) || !is_data(path)) return real(path, flags, mode);
  pthread_mutex_lock(&mutex);
  int fd = -1;
  if (!fails()) {
    int existed = access(path, F_OK) == 0;
    fd = real(path, flags, mode);
    if (fd >= 0) note_creation(path, existed);
  }
  pthread_mutex_unlock(&mutex);
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list values; \
    va_start(values, flags); \
    mode_t mode = (flags & O_CREAT) ? va_arg(values, mode_t) : 0; \
    va_end(values); \
    return open_noted(real, path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

size_t fwrite_unlocked(const void *bytes, size_t size, size_t count, FILE *file) {
  REAL(size_t, "fwrite_unlocked", const void *, size_t, size_t, FILE *);
  if (kind_of(fileno(file)) == 1 && fails_alone()) return 0;
  return real(bytes, size, count, file);
}

int fflush_unlocked(FILE *file) {
  REAL(int, "fflush_unlocked", FILE *);
  if (file && kind_of(fileno(file)) == 1 && fails_alone()) return EOF;
  return real(file);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (kind_of(fd) == 1 && fails_alone()) return -1;
  return real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (kind_of(fd) == 1 && fails_alone()) return -1;
  return real(fd, bytes, count, offset);
}

static int synced(int fd, int kind) {
  struct stat file;
  pthread_mutex_lock(&mutex);
  int failed = fails();
  if (!failed && kind == 2) note("D\n");
  if (!failed && kind == 1 && fstat(fd, &file) == 0) {
    note("S %lu %ld\n", (unsigned long)file.st_ino, (long)file.st_size);
  }
  pthread_mutex_unlock(&mutex);
  return failed ? -1 : 0;
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  int kind = kind_of(fd);
  return kind ? synced(fd, kind) : real(fd);
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  int kind = kind_of(fd);
  return kind ? synced(fd, kind) : real(fd);
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (!is_data(to)) return real(from, to);
  pthread_mutex_lock(&mutex);
  int result = -1;
  if (!fails()) {
    char grave[8192];
    snprintf(grave, sizeof grave, "%s/%ld", graves, ++graves_made);
    int replaces = link(to, grave) == 0;
    result = real(from, to);
    if (result == 0) note("R %s %s %s\n", from, to, replaces ? grave : "-");
  }
  pthread_mutex_unlock(&mutex);
  return result;
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  if (strncmp(path, "/disk-faults/", 13) == 0) {
    pthread_mutex_lock(&mutex);
    sscanf(path, "/disk-faults/%ld/%ld/%d", &fail_from, &fail_left, &fail_errno);
    fail_from += calls;
    pthread_mutex_unlock(&mutex);
    return 0;
  }
  if (!is_data(path)) return real(path);
  pthread_mutex_lock(&mutex);
  int result = -1;
  if (!fails()) {
    char grave[8192];
    snprintf(grave, sizeof grave, "%s/%ld", graves, ++graves_made);
    int kept = link(path, grave) == 0;
    result = real(path);
    if (result == 0 && kept) note("U %s %s\n", path, grave);
  }
  pthread_mutex_unlock(&mutex);
  return result;
}
