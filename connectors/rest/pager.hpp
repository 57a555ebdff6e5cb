// Where a paged read stands, and whether what came adds up. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "connectors/rest/answer.hpp"
#include "connectors/rest/definition.hpp"

namespace rosterd::rest
{

// ErrorKind::conflict stands for "the list moved while it was read": beginning anew may help.
class Pager
{
public:
    // `size`: records a page; 0: unknown.
    Pager(const PagingSpec& spec, std::int64_t size) : spec_{spec}, size_{size} {}

    // What the next request's templates may name.
    void fill(Scope& scope) const;
    const std::string& link() const { return link_; } // instead of the request's address; or empty
    // Whether there is another page after this answer with so many records. Errors: conflict.
    model::Result<bool> more_after(const Answer& answer, const AnswerSpec& spec,
                                   std::size_t records);
    // Errors: conflict, if the HRIS has given up its place since the last answer.
    model::Result<void> in_time(model::Duration since_last) const;

private:
    model::Result<void> check_total(const Answer& answer, const AnswerSpec& spec);
    model::Result<bool> by_number(const Answer& answer, const AnswerSpec& spec,
                                  std::size_t records);
    model::Result<bool> by_cursor(const Answer& answer, const AnswerSpec& spec,
                                  std::size_t records);
    model::Result<bool> by_link(std::string link);
    model::Result<bool> ended(bool more, const std::string& where);

    const PagingSpec& spec_;
    std::int64_t size_;
    std::int64_t pages_ = 0, seen_ = 0;
    std::optional<std::int64_t> total_;
    std::string cursor_, link_;
    std::set<std::string> links_, cursors_;
    std::uint64_t last_page_ = 0;
};

tl::unexpected<model::Error> list_moved(const std::string& where, const std::string& what);

} // namespace rosterd::rest
