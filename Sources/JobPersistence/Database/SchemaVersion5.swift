/// Routing: what jobs ask of their host beside name, kind and region; why which host did not take them; what attempts hold of
/// their host by name and number; what hosts have of it; how hosts did.
enum SchemaVersion5 {
    static let sql = """
        ALTER TABLE job ADD COLUMN routing TEXT;
        ALTER TABLE job ADD COLUMN rejected TEXT;
        ALTER TABLE attempt ADD COLUMN reserved TEXT;
        ALTER TABLE host ADD COLUMN gpus TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE host ADD COLUMN counters TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE host ADD COLUMN metrics TEXT;

        -- Nearly always empty: most attempts hold nothing but a slot.
        CREATE INDEX attempt_reserving ON attempt (host) WHERE is_ended = 0 AND reserved IS NOT NULL;
        """
}
