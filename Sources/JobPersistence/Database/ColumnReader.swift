import Foundation
import GRDB
import JobCore

/// Reads the columns of a row one after the other; decoding by hand is several times faster than `Codable`.
///
/// The order is that of the column list beside each decoder. The tables are STRICT and NOT NULL where a decoder asks for a
/// plain value, so that no row can have another type.
struct ColumnReader {
    private let row: Row
    private var index = 0

    init(_ row: Row) {
        self.row = row
    }

    mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
        defer { index += 1 }
        return row[index]
    }

    mutating func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value? {
        defer { index += 1 }
        return row[index]
    }

    mutating func date() -> Date {
        Date(microseconds: next())
    }

    mutating func optionalDate() -> Date? {
        let value: Int64? = optional()
        return value.map { Date(microseconds: $0) }
    }

    mutating func optionalEngineTime() -> EngineTime? {
        let value: Int64? = optional()
        return value.map(EngineTime.init(packed:))
    }

    mutating func uuid() throws -> UUID {
        let data: Data = next()
        guard let uuid = UUID.fromDatabaseValue(data.databaseValue) else {
            throw StoredValueError(what: "UUID", text: data.base64EncodedString())
        }
        return uuid
    }

    /// A word of a closed set.
    mutating func word<Word: RawRepresentable<String>>() throws -> Word {
        let text: String = next()
        guard let word = Word(rawValue: text) else { throw StoredValueError(what: "\(Word.self)", text: text) }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable<String>>() throws -> Word? {
        guard let text: String = optional() else { return nil }
        guard let word = Word(rawValue: text) else { throw StoredValueError(what: "\(Word.self)", text: text) }
        return word
    }
}

/// A value in the database that this version cannot read.
struct StoredValueError: Error {
    /// What was to be read.
    let what: String
    /// What stands there.
    let text: String
}
