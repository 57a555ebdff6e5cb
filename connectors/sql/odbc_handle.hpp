// ODBC's handles, for the .cpp files that speak ODBC.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <sql.h>
#include <sqlext.h>

#include "connectors/sql/failure.hpp"

namespace rosterd::sql
{

class Handle
{
public:
    Handle() = default;
    Handle(SQLSMALLINT type, SQLHANDLE parent) : type_{type}
    {
        if (!SQL_SUCCEEDED(SQLAllocHandle(type, parent, &handle_))) {
            handle_ = nullptr;
        }
    }
    ~Handle()
    {
        if (handle_ != nullptr) {
            SQLFreeHandle(type_, handle_);
        }
    }
    Handle(Handle&& other) noexcept
        : type_{other.type_}, handle_{std::exchange(other.handle_, nullptr)}
    {
    }
    Handle& operator=(Handle&&) = delete;

    SQLHANDLE get() const { return handle_; }
    SQLSMALLINT type() const { return type_; }

private:
    SQLSMALLINT type_ = 0;
    SQLHANDLE handle_ = nullptr;
};

// What the driver says of the last call on this handle, without the secrets.
Diagnostic diagnostic_of(const Handle& handle, const std::vector<std::string>& secrets);

// What an attribute is set to, as ODBC wants it: a number in the place of a pointer.
inline SQLPOINTER attribute(std::size_t value)
{
    return reinterpret_cast<SQLPOINTER>(value); // NOLINT(performance-no-int-to-ptr)
}

} // namespace rosterd::sql
