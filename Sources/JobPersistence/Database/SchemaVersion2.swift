/// The second schema: dependencies, groups, arrays, unique keys and schedules (QUEUE-10 to QUEUE-14).
///
/// New columns have constant defaults, so that SQLite adds them without writing a row.
enum SchemaVersion2 {
    static let sql = columns + tables + indices + triggers

    private static let columns = """
        ALTER TABLE job ADD COLUMN open_dependencies INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE job ADD COLUMN unique_key TEXT;
        ALTER TABLE job ADD COLUMN schedule TEXT;

        """

    /// A predecessor is a job or an array and may be deleted once it has ended; nothing refers to it by a key.
    private static let tables = """
        CREATE TABLE job_dependency (
            job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
            predecessor INTEGER NOT NULL,
            condition TEXT NOT NULL,
            is_open INTEGER NOT NULL,
            PRIMARY KEY (job, predecessor)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE job_group (
            name TEXT PRIMARY KEY,
            parallel INTEGER,
            paused_at INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO job_group (name, created_at)
            SELECT group_name, min(created_at) FROM job WHERE group_name IS NOT NULL GROUP BY group_name;

        CREATE TABLE job_array (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL COLLATE NOCASE,
            size INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            rerun_of INTEGER,
            idempotency_key TEXT UNIQUE
        ) STRICT;

        CREATE TABLE array_counter (
            array INTEGER NOT NULL REFERENCES job_array (number) ON DELETE CASCADE,
            status TEXT NOT NULL,
            jobs INTEGER NOT NULL,
            PRIMARY KEY (array, status)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE schedule (
            name TEXT PRIMARY KEY,
            uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
            rule TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            overlap TEXT NOT NULL,
            missed TEXT NOT NULL,
            keep INTEGER,
            definition TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            paused_at INTEGER,
            next_at INTEGER,
            last_at INTEGER,
            last_result TEXT
        ) STRICT, WITHOUT ROWID;

        """

    private static let indices = """
        -- Apart, so that the jobs of a full or paused group are not even walked over.
        DROP INDEX job_ready;
        CREATE INDEX job_ready ON job (rank, number) WHERE status = 'queued' AND group_name IS NULL;
        CREATE INDEX job_ready_in_group ON job (group_name, rank, number)
            WHERE status = 'queued' AND group_name IS NOT NULL;
        DROP INDEX job_scheduled;
        CREATE INDEX job_scheduled ON job (not_before)
            WHERE status = 'pending' AND held_at IS NULL AND open_dependencies = 0;
        CREATE INDEX job_waiting ON job (eligible_at) WHERE status = 'queued';
        CREATE INDEX job_ended ON job (finished_at, status, executor) WHERE finished_at IS NOT NULL;
        CREATE INDEX job_of_group ON job (group_name, number) WHERE group_name IS NOT NULL;
        CREATE INDEX job_active_in_group ON job (group_name, status)
            WHERE group_name IS NOT NULL AND finished_at IS NULL;
        CREATE INDEX job_unique ON job (unique_key) WHERE unique_key IS NOT NULL AND finished_at IS NULL;
        CREATE INDEX job_of_schedule ON job (schedule, number) WHERE schedule IS NOT NULL;
        CREATE INDEX dependency_open ON job_dependency (predecessor, job) WHERE is_open = 1;
        CREATE INDEX array_by_name ON job_array (name, number);
        CREATE INDEX schedule_due ON schedule (next_at) WHERE paused_at IS NULL;

        """

    /// What an array is folded to, kept like the counters of all jobs.
    private static let triggers = """
        CREATE TRIGGER member_inserted AFTER INSERT ON job WHEN new.array_of IS NOT NULL BEGIN
            INSERT INTO array_counter (array, status, jobs) VALUES (new.array_of, new.status, 1)
                ON CONFLICT DO UPDATE SET jobs = jobs + 1;
        END;
        CREATE TRIGGER member_moved AFTER UPDATE OF status ON job
        WHEN new.array_of IS NOT NULL AND old.status IS NOT new.status BEGIN
            UPDATE array_counter SET jobs = jobs - 1 WHERE array = old.array_of AND status = old.status;
            INSERT INTO array_counter (array, status, jobs) VALUES (new.array_of, new.status, 1)
                ON CONFLICT DO UPDATE SET jobs = jobs + 1;
        END;
        CREATE TRIGGER member_deleted BEFORE DELETE ON job WHEN old.array_of IS NOT NULL BEGIN
            UPDATE array_counter SET jobs = jobs - 1 WHERE array = old.array_of AND status = old.status;
        END;
        """
}
