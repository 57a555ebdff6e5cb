#include "connectors/sql/odbc_rows.hpp"

#include <algorithm>
#include <array>

#include "connectors/sql/utf16.hpp"

namespace rosterd::sql
{

namespace
{

// A column's place in memory. Texts come as the driver has them, which is UTF-8 where it is told
// so: a detour over UTF-16 would cost five times as much.
struct Slot {
    SQLSMALLINT c_type = SQL_C_CHAR;
    std::vector<char> buffer;
    SQLLEN length = SQL_NULL_DATA; // as the driver says: may be more than the buffer holds
    std::string other;             // a text that did not fit, or a number as text
    bool is_other = false;
};

class OdbcRows final : public Rows
{
public:
    OdbcRows(Handle statement, std::vector<std::string> secrets, std::vector<Column> columns,
             bool gets_bound)
        : statement_{std::move(statement)}, secrets_{std::move(secrets)},
          columns_{std::move(columns)}, slots_(columns_.size()), is_bound_{gets_bound}
    {
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            prepare(slots_[i], columns_[i], static_cast<SQLUSMALLINT>(i + 1));
        }
    }
    ~OdbcRows() override { SQLFreeStmt(statement_.get(), SQL_CLOSE); }
    OdbcRows(const OdbcRows&) = delete;
    OdbcRows& operator=(const OdbcRows&) = delete;

    const std::vector<Column>& columns() const override { return columns_; }
    bool is_null(std::size_t column) const override
    {
        return slots_[column].length == SQL_NULL_DATA;
    }
    std::string_view text(std::size_t column) const override
    {
        const Slot& slot = slots_[column];
        if (slot.length == SQL_NULL_DATA) {
            return {};
        }
        return slot.is_other
                   ? std::string_view{slot.other}
                   : std::string_view{slot.buffer.data(), static_cast<std::size_t>(slot.length)};
    }

    OdbcResult<bool> next() override
    {
        const SQLRETURN fetched = SQLFetch(statement_.get());
        if (fetched == SQL_NO_DATA) {
            return false;
        }
        if (!SQL_SUCCEEDED(fetched)) {
            return tl::unexpected(diagnostic_of(statement_, secrets_));
        }
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            if (!take(slots_[i], static_cast<SQLUSMALLINT>(i + 1))) {
                Diagnostic fault = diagnostic_of(statement_, secrets_);
                fault.message = "column " + columns_[i].name + ": " + fault.message;
                return tl::unexpected(fault);
            }
        }
        return true;
    }

private:
    void prepare(Slot& slot, const Column& column, SQLUSMALLINT number)
    {
        std::size_t width = std::clamp<std::size_t>(column.size * 4 + 1, 64, 1024);
        if (column.kind == ColumnKind::real) {
            slot.c_type = SQL_C_DOUBLE;
            width = sizeof(double);
        } else if (column.kind == ColumnKind::boolean) {
            slot.c_type = SQL_C_BIT;
            width = 1;
        }
        slot.buffer.resize(width);
        if (is_bound_) {
            SQLBindCol(statement_.get(), number, slot.c_type, slot.buffer.data(),
                       static_cast<SQLLEN>(width), &slot.length);
        }
    }

    bool take(Slot& slot, SQLUSMALLINT number)
    {
        slot.is_other = false;
        if (!is_bound_ && !get(slot, number)) {
            return false;
        }
        if (slot.length == SQL_NULL_DATA) {
            return true;
        }
        if (slot.c_type != SQL_C_CHAR) {
            slot.is_other = true;
            slot.other = slot.c_type == SQL_C_BIT
                             ? std::string{slot.buffer[0] != 0 ? "true" : "false"}
                             : plain_number(*reinterpret_cast<const double*>(slot.buffer.data()));
            return true;
        }
        const bool fits = slot.length >= 0 && slot.length < static_cast<SQLLEN>(slot.buffer.size());
        return fits || take_long(slot, number);
    }

    bool get(Slot& slot, SQLUSMALLINT number)
    {
        return SQL_SUCCEEDED(SQLGetData(statement_.get(), number, slot.c_type, slot.buffer.data(),
                                        static_cast<SQLLEN>(slot.buffer.size()), &slot.length));
    }

    // A text longer than its buffer: piece by piece, each of which ends with a zero. Of a bound
    // column from the beginning; else the first piece is in the buffer already.
    bool take_long(Slot& slot, SQLUSMALLINT number)
    {
        slot.is_other = true;
        slot.other.clear();
        if (!is_bound_) {
            slot.other.assign(slot.buffer.data(), slot.buffer.size() - 1);
        }
        for (;;) {
            std::array<char, 16384> piece{};
            SQLLEN left = 0;
            const SQLRETURN got =
                SQLGetData(statement_.get(), number, SQL_C_CHAR, piece.data(), piece.size(), &left);
            if (got == SQL_NO_DATA) {
                return true;
            }
            if (!SQL_SUCCEEDED(got)) {
                return false;
            }
            const bool is_last = left >= 0 && left < static_cast<SQLLEN>(piece.size());
            slot.other.append(piece.data(),
                              is_last ? static_cast<std::size_t>(left) : piece.size() - 1);
            if (is_last) {
                return true;
            }
        }
    }

    Handle statement_;
    std::vector<std::string> secrets_;
    std::vector<Column> columns_;
    std::vector<Slot> slots_; // bound by address: never resized
    bool is_bound_;
};

} // namespace

OdbcResult<std::vector<Column>> columns_of(const Handle& statement,
                                           const std::vector<std::string>& secrets)
{
    SQLSMALLINT count = 0;
    if (!SQL_SUCCEEDED(SQLNumResultCols(statement.get(), &count))) {
        return tl::unexpected(diagnostic_of(statement, secrets));
    }
    std::vector<Column> columns;
    for (SQLSMALLINT i = 1; i <= count; ++i) {
        std::array<SQLWCHAR, 512> name{};
        SQLSMALLINT length = 0, type = 0, digits = 0, nullable = 0;
        SQLULEN size = 0;
        if (!SQL_SUCCEEDED(SQLDescribeColW(statement.get(), static_cast<SQLUSMALLINT>(i),
                                           name.data(), name.size(), &length, &type, &size, &digits,
                                           &nullable))) {
            return tl::unexpected(diagnostic_of(statement, secrets));
        }
        const auto units = std::min<std::size_t>(static_cast<std::size_t>(std::max<int>(0, length)),
                                                 name.size() - 1);
        columns.push_back({to_utf8({reinterpret_cast<const char16_t*>(name.data()), units}),
                           kind_of(type, digits), type, size, digits});
    }
    return columns;
}

OdbcResult<std::unique_ptr<Rows>> rows_of(Handle statement, std::vector<std::string> secrets,
                                          bool gets_bound)
{
    auto columns = columns_of(statement, secrets);
    if (!columns) {
        return tl::unexpected(columns.error());
    }
    return std::make_unique<OdbcRows>(std::move(statement), std::move(secrets), std::move(*columns),
                                      gets_bound);
}

} // namespace rosterd::sql
