/*
 * Stands between a program and its disk: writes down every change under ROOT in the order in which it
 * was made, and on demand fails a call, leaves out a sync, or ends the process before a change.
 *
 * REC_ROOT       the folder that is watched
 * REC_LOG        where the record goes; none is kept where it is not set
 * REC_SKIP       files | folders | all: syncs that are answered with success and never happen
 * REC_FULL_AT    the disk is full after this many bytes, REC_FULL_FOR times
 * REC_EIO_WRITE  the n-th write fails with EIO, REC_EIO_SYNC the n-th sync
 * REC_KILL_AT    the process is killed before its n-th change
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FDS 4096
#define MOST_INODES 65536
#define REAL(name) ((__typeof__(&name))real(#name))

struct head {
  char op;
  char pad[3];
  uint32_t id, path, other;
  int64_t at, length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static size_t root_length;
static int log_fd = -1;
static long full_at = -1, full_for = 1, eio_write = -1, eio_sync = -1, kill_at = -1;
static long written, writes, syncs, changes;
static const char *skip = "";
static uint32_t fd_ids[MOST_FDS];
static char fd_append[MOST_FDS];
static struct { ino_t ino; uint32_t id; } inodes[MOST_INODES];
static uint32_t next_id = 1;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

__attribute__((constructor)) static void start(void) {
  const char *where = getenv("REC_ROOT");
  if (!where) return;
  if (!realpath(where, root)) return;
  root_length = strlen(root);
  full_at = number("REC_FULL_AT", -1);
  full_for = number("REC_FULL_FOR", 1);
  eio_write = number("REC_EIO_WRITE", -1);
  eio_sync = number("REC_EIO_SYNC", -1);
  kill_at = number("REC_KILL_AT", -1);
  if (getenv("REC_SKIP")) skip = getenv("REC_SKIP");
  const char *log = getenv("REC_LOG");
  if (log) log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int inside(const char *path) {
  return root_length && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* The whole path of a name that may be relative to a folder. */
static int whole(int folder, const char *name, char *into) {
  if (!root_length) return 0;
  if (name[0] == '/') return snprintf(into, 4096, "%s", name) < 4096 && inside(into);
  char base[4096];
  if (folder == AT_FDCWD) {
    if (!getcwd(base, sizeof base)) return 0;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
  }
  return snprintf(into, 4096, "%s/%s", base, name) < 4096 && inside(into);
}

static void note(char op, uint32_t id, const char *path, const char *other, int64_t at, const void *data,
                 int64_t length) {
  if (log_fd < 0) return;
  struct head head = {op, {0}, id, path ? strlen(path) : 0, other ? strlen(other) : 0, at, length};
  struct iovec parts[4] = {{&head, sizeof head},
                           {(void *)path, head.path},
                           {(void *)other, head.other},
                           {(void *)data, data ? length : 0}};
  ssize_t (*out)(int, const struct iovec *, int) = real("writev");
  if (out(log_fd, parts, 4) < 0) _exit(99);
}

/* Before anything that changes the disk; called with the lock held. */
static void change(void) {
  if (++changes == kill_at) kill(getpid(), SIGKILL);
}

static uint32_t *slot_of(ino_t ino) {
  size_t at = (ino * 2654435761u) % MOST_INODES;
  while (inodes[at].id && inodes[at].ino != ino) at = (at + 1) % MOST_INODES;
  inodes[at].ino = ino;
  return &inodes[at].id;
}

static void opened(int fd, const char *path, int flags, int existed) {
  if (fd < 0 || fd >= MOST_FDS) return;
  struct stat about;
  if (fstat(fd, &about)) return;
  if (S_ISDIR(about.st_mode)) return;
  uint32_t *id = slot_of(about.st_ino);
  if (!existed) {
    *id = next_id++;
    note('C', *id, path, NULL, 0, NULL, 0);
  } else if (!*id) {
    *id = next_id++;
    note('X', *id, path, NULL, 0, NULL, 0);
  }
  if (existed && (flags & O_TRUNC)) note('T', *id, NULL, NULL, 0, NULL, 0);
  fd_ids[fd] = *id;
  fd_append[fd] = !!(flags & O_APPEND);
}

static int open_any(int (*how)(int, const char *, int, ...), int folder, const char *path,
                    int flags, mode_t mode) {
  char full[4096];
  if (!whole(folder, path, full)) {
    int elsewhere = how(folder, path, flags, mode);
    if (elsewhere >= 0 && elsewhere < MOST_FDS) fd_ids[elsewhere] = 0;
    return elsewhere;
  }
  pthread_mutex_lock(&lock);
  struct stat about;
  int existed = !lstat(full, &about);
  if (!existed && (flags & O_CREAT)) change();
  int fd = how(folder, path, flags, mode);
  int error = errno;
  if (fd >= 0 && fd < MOST_FDS) fd_ids[fd] = 0;
  if (fd >= 0 && (existed || (flags & O_CREAT))) opened(fd, full, flags, existed);
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}

#define MODE(last) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list more; \
    va_start(more, last); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return open_any(real("openat"), AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  return open_any(real("openat64"), AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return open_any(real("openat"), folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return open_any(real("openat64"), folder, path, flags, mode);
}

int close(int fd) {
  if (fd >= 0 && fd < MOST_FDS) fd_ids[fd] = 0;
  return REAL(close)(fd);
}

static uint32_t id_of(int fd) { return fd >= 0 && fd < MOST_FDS ? fd_ids[fd] : 0; }

/* Whether this write is to fail; called with the lock held. */
static int refused(int64_t length) {
  change();
  if (++writes == eio_write) return EIO;
  if (full_at >= 0 && written + length > full_at && full_for != 0) {
    if (full_for > 0) full_for--;
    return ENOSPC;
  }
  written += length;
  return 0;
}

static ssize_t put(int fd, const void *data, size_t length, int64_t at) {
  ssize_t (*plain)(int, const void *, size_t) = real("write");
  ssize_t (*placed)(int, const void *, size_t, off_t) = real("pwrite");
  uint32_t id = id_of(fd);
  if (fd == 1 && root_length) {
    pthread_mutex_lock(&lock);
    note('A', 0, NULL, NULL, 0, data, length);
    pthread_mutex_unlock(&lock);
  }
  if (!id) return at < 0 ? plain(fd, data, length) : placed(fd, data, length, at);
  pthread_mutex_lock(&lock);
  int error = refused(length);
  ssize_t done = -1;
  if (!error) {
    int64_t start = at >= 0 ? at : fd_append[fd] ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    done = at < 0 ? plain(fd, data, length) : placed(fd, data, length, at);
    error = errno;
    if (done > 0) note('W', id, NULL, NULL, start, data, done);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

ssize_t write(int fd, const void *data, size_t length) { return put(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return put(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return put(fd, data, length, at); }

static ssize_t put_all(int fd, const struct iovec *parts, int count, int64_t at) {
  ssize_t total = 0;
  for (int part = 0; part < count; part++) {
    if (!parts[part].iov_len) continue;
    ssize_t done = put(fd, parts[part].iov_base, parts[part].iov_len, at < 0 ? -1 : at + total);
    if (done < 0) return total ? total : -1;
    total += done;
    if ((size_t)done < parts[part].iov_len) break;
  }
  return total;
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (!id_of(fd) && fd != 1) return REAL(writev)(fd, parts, count);
  return put_all(fd, parts, count, -1);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  if (!id_of(fd)) return REAL(pwritev)(fd, parts, count, at);
  return put_all(fd, parts, count, at);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
  if (!id_of(fd)) return REAL(pwritev64)(fd, parts, count, at);
  return put_all(fd, parts, count, at);
}

int ftruncate64(int fd, off64_t length) {
  int (*how)(int, off64_t) = real("ftruncate64");
  uint32_t id = id_of(fd);
  if (!id) return how(fd, length);
  pthread_mutex_lock(&lock);
  change();
  int done = how(fd, length), error = errno;
  if (!done) note('T', id, NULL, NULL, length, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_any(int fd, const char *name) {
  int (*how)(int) = real(name);
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = root_length ? readlink(link, path, sizeof path - 1) : -1;
  if (length < 0) return how(fd);
  path[length] = 0;
  if (!inside(path)) return how(fd);
  struct stat about;
  int is_folder = !fstat(fd, &about) && S_ISDIR(about.st_mode);
  int is_artifact = !is_folder && strstr(path + root_length, "/runs/") != NULL;
  pthread_mutex_lock(&lock);
  change();
  int done = -1, error = EIO;
  if (++syncs != eio_sync) {
    int skipped = !strcmp(skip, "all") || (is_folder && !strcmp(skip, "folders")) ||
                  (is_artifact && !strcmp(skip, "files"));
    done = skipped ? 0 : how(fd);
    error = errno;
    if (!done && !skipped) note(is_folder ? 'F' : 'S', id_of(fd), path, NULL, 0, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int fsync(int fd) { return sync_any(fd, "fsync"); }
int fdatasync(int fd) { return sync_any(fd, "fdatasync"); }

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  int (*how)(int, const char *, int, const char *) = real("renameat");
  char one[4096], other[4096];
  if (!whole(from_folder, from, one) || !whole(to_folder, to, other)) return how(from_folder, from, to_folder, to);
  pthread_mutex_lock(&lock);
  change();
  int done = how(from_folder, from, to_folder, to), error = errno;
  if (!done) note('R', 0, one, other, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int folder, const char *name, int flags) {
  int (*how)(int, const char *, int) = real("unlinkat");
  char full[4096];
  if (!whole(folder, name, full)) return how(folder, name, flags);
  pthread_mutex_lock(&lock);
  change();
  int done = how(folder, name, flags), error = errno;
  if (!done) note(flags & AT_REMOVEDIR ? 'D' : 'U', 0, full, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) {
  struct stat about;
  int is_folder = !lstat(name, &about) && S_ISDIR(about.st_mode);
  return unlinkat(AT_FDCWD, name, is_folder ? AT_REMOVEDIR : 0);
}

int mkdirat(int folder, const char *name, mode_t mode) {
  int (*how)(int, const char *, mode_t) = real("mkdirat");
  char full[4096];
  if (!whole(folder, name, full)) return how(folder, name, mode);
  pthread_mutex_lock(&lock);
  change();
  int done = how(folder, name, mode), error = errno;
  if (!done) note('M', 0, full, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
