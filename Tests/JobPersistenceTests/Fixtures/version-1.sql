-- A store of schema 1 as version 0.1 wrote it. Never changed: it stands for the stores that people have.
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL COLLATE NOCASE,
    image TEXT NOT NULL,
    spec TEXT NOT NULL,
    status TEXT NOT NULL,
    priority INTEGER NOT NULL,
    rank INTEGER,
    created_at INTEGER NOT NULL,
    not_before INTEGER,
    eligible_at INTEGER,
    started_at INTEGER,
    finished_at INTEGER,
    retry_at INTEGER,
    cancel_requested_at INTEGER,
    cancel_requested_by TEXT,
    kill_requested INTEGER NOT NULL DEFAULT 0,
    held_at INTEGER,
    unknown_since INTEGER,
    blocked_reason TEXT,
    attempt_number INTEGER NOT NULL DEFAULT 0,
    attempts_used INTEGER NOT NULL DEFAULT 0,
    infrastructure_failures INTEGER NOT NULL DEFAULT 0,
    host TEXT,
    executor TEXT,
    routing_reason TEXT,
    exit_code INTEGER,
    exit_reason TEXT,
    last_error TEXT,
    timeout_ns INTEGER,
    max_attempts INTEGER NOT NULL DEFAULT 1,
    base_delay_ns INTEGER NOT NULL DEFAULT 0,
    max_delay_ns INTEGER NOT NULL DEFAULT 0,
    retried_exit_codes TEXT NOT NULL DEFAULT '',
    retries_lost INTEGER NOT NULL DEFAULT 0,
    wanted_host TEXT,
    wanted_executor TEXT,
    wanted_region TEXT,
    is_routing_required INTEGER NOT NULL DEFAULT 1,
    memory_limit INTEGER,
    cpu_limit REAL,
    idempotency_key TEXT UNIQUE,
    rerun_of INTEGER,
    group_name TEXT,
    after_jobs TEXT,
    array_of INTEGER,
    array_index INTEGER,
    array_size INTEGER,
    finished_order INTEGER GENERATED ALWAYS AS (coalesce(finished_at, 9223372036854775807)) VIRTUAL,
    host_order TEXT GENERATED ALWAYS AS (coalesce(host, '')) VIRTUAL
) STRICT;

-- In the order of the key: SQLite 3.40's quick_check takes another order for damage (NULL value in job_label.job).
CREATE TABLE job_label (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    PRIMARY KEY (key, value, job)
) STRICT, WITHOUT ROWID;

CREATE TABLE variable (
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    is_secret INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    token INTEGER NOT NULL UNIQUE,
    host TEXT NOT NULL,
    worker BLOB,
    lease_until INTEGER,
    container_name TEXT NOT NULL,
    execution_id TEXT,
    is_ended INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER NOT NULL,
    started_ns INTEGER,
    finished_ns INTEGER,
    settled_at INTEGER,
    removed_at INTEGER,
    timeout_requested_at INTEGER,
    daemon TEXT,
    daemon_replaced_ns INTEGER,
    exit_code INTEGER,
    was_out_of_memory INTEGER NOT NULL DEFAULT 0,
    exit_reason TEXT,
    error TEXT,
    routing_reason TEXT,
    log_bytes INTEGER NOT NULL DEFAULT 0,
    log_lines INTEGER NOT NULL DEFAULT 0,
    log_missing_bytes INTEGER NOT NULL DEFAULT 0,
    log_missing_lines INTEGER NOT NULL DEFAULT 0,
    log_completeness TEXT NOT NULL DEFAULT 'open',
    peak_memory INTEGER,
    cpu_seconds REAL,
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_sample (
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    at INTEGER NOT NULL,
    memory INTEGER NOT NULL,
    memory_limit INTEGER,
    cpu_seconds REAL NOT NULL,
    cpu_percent REAL,
    source TEXT NOT NULL,
    PRIMARY KEY (job, attempt, at),
    FOREIGN KEY (job, attempt) REFERENCES attempt (job, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE host (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    slots INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    region TEXT,
    labels TEXT NOT NULL DEFAULT '{}',
    is_active INTEGER NOT NULL DEFAULT 1,
    allows_pull INTEGER NOT NULL DEFAULT 1,
    removal TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    condition TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE environment_template (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE template_variable (
    template INTEGER NOT NULL REFERENCES environment_template (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    is_secret INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (template, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_template (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    definition TEXT NOT NULL,
    environment_template INTEGER REFERENCES environment_template (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    job INTEGER,
    attempt INTEGER,
    kind TEXT NOT NULL,
    detail TEXT,
    actor TEXT NOT NULL
) STRICT;

CREATE TABLE worker (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    process_id INTEGER NOT NULL,
    machine TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    renewed_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    version TEXT NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
    status TEXT NOT NULL,
    day INTEGER NOT NULL,
    host TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    PRIMARY KEY (status, day, host)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE job_name USING fts5 (name, content = 'job', content_rowid = 'number', tokenize = 'trigram');


CREATE INDEX job_ready ON job (rank, number) WHERE status = 'queued';
CREATE INDEX job_retry ON job (retry_at) WHERE status = 'retrying';
CREATE INDEX job_scheduled ON job (not_before) WHERE status = 'pending';
CREATE INDEX job_by_status ON job (status, number);
CREATE INDEX job_by_finished ON job (finished_order, number);
CREATE INDEX job_by_status_finished ON job (status, finished_order, number);
CREATE INDEX job_by_name ON job (name, number);
CREATE INDEX job_by_host ON job (host_order, number);
CREATE INDEX job_by_created ON job (created_at, number);
CREATE INDEX label_of_job ON job_label (job);
CREATE INDEX attempt_live ON attempt (host) WHERE is_ended = 0;
CREATE INDEX attempt_unremoved ON attempt (host) WHERE is_ended = 1 AND removed_at IS NULL;
CREATE INDEX event_of_job ON event (job, sequence);


CREATE TRIGGER job_inserted AFTER INSERT ON job BEGIN
    INSERT INTO counter (status, day, host, jobs)
        VALUES (new.status, coalesce(new.finished_at, 0) / 86400000000, coalesce(new.host, ''), 1)
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
CREATE TRIGGER job_moved AFTER UPDATE OF status, host, finished_at ON job
WHEN old.status IS NOT new.status OR old.host IS NOT new.host OR old.finished_at IS NOT new.finished_at BEGIN
    UPDATE counter SET jobs = jobs - 1 WHERE status = old.status
        AND day = coalesce(old.finished_at, 0) / 86400000000 AND host = coalesce(old.host, '');
    INSERT INTO counter (status, day, host, jobs)
        VALUES (new.status, coalesce(new.finished_at, 0) / 86400000000, coalesce(new.host, ''), 1)
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
CREATE TRIGGER job_deleted BEFORE DELETE ON job BEGIN
    UPDATE counter SET jobs = jobs - 1 WHERE status = old.status
        AND day = coalesce(old.finished_at, 0) / 86400000000 AND host = coalesce(old.host, '');
END;

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations (identifier) VALUES ('1');
INSERT INTO meta (key, value) VALUES ('store', x'000102030405060708090a0b0c0d0e0f'), ('token', 3);
INSERT INTO host (name, kind, endpoint, slots, weight, removal, created_at) VALUES ('local', 'mock', '', 4, 100, '{"atOnce":{}}', 1700000000000000);
INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, max_attempts, base_delay_ns, max_delay_ns, eligible_at, started_at, finished_at, attempt_number, attempts_used, host, executor, exit_code, exit_reason) VALUES (1, x'00000000000000000000000000000001', 'done', 'busybox', '{"command":["true"]}', 'completed', 50, 1700000000000001, 3, 2000000000, 60000000000, 1700000000000000, 1700000000000001, 1700000000000002, 1, 1, 'local', 'mock', 0, 'app_exit');
INSERT INTO job_name (rowid, name) VALUES (1, 'done');
INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, max_attempts, base_delay_ns, max_delay_ns, eligible_at, started_at, finished_at, attempt_number, attempts_used, host, executor, exit_reason) VALUES (2, x'00000000000000000000000000000002', 'lost', 'busybox', '{"command":["true"]}', 'failed', 50, 1700000000000002, 3, 2000000000, 60000000000, 1700000000000000, 1700000000000001, 1700000000000009, 1, 1, 'local', 'mock', 'lost');
INSERT INTO job_name (rowid, name) VALUES (2, 'lost');
INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, max_attempts, base_delay_ns, max_delay_ns, held_at, blocked_reason, not_before) VALUES (3, x'00000000000000000000000000000003', 'waits', 'busybox', '{"command":["true"]}', 'pending', 50, 1700000000000003, 3, 2000000000, 60000000000, 1700000000000000, 'held', 1700000000000000);
INSERT INTO job_name (rowid, name) VALUES (3, 'waits');
INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, max_attempts, base_delay_ns, max_delay_ns, eligible_at, attempt_number, host, executor) VALUES (4, x'00000000000000000000000000000004', 'runs', 'busybox', '{"command":["true"]}', 'launching', 50, 1700000000000004, 3, 2000000000, 60000000000, 1700000000000000, 1, 'local', 'mock');
INSERT INTO job_name (rowid, name) VALUES (4, 'runs');
INSERT INTO attempt (job, number, token, host, container_name, claimed_at) VALUES (4, 1, 3, 'local', 'berth-4-1', 1700000000000000);
INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, max_attempts, base_delay_ns, max_delay_ns, eligible_at, rank, group_name) VALUES (5, x'00000000000000000000000000000005', 'grouped', 'busybox', '{"command":["true"]}', 'queued', 50, 1700000000000005, 3, 2000000000, 60000000000, 1700000000000000, 1699997000000000, 'old');
INSERT INTO job_name (rowid, name) VALUES (5, 'grouped');
INSERT INTO job_label (key, value, job) VALUES ('team', 'x', 1);
INSERT INTO variable (job, position, name, is_secret, value) VALUES (1, 0, 'A', 0, x'62');
PRAGMA user_version = 1;
