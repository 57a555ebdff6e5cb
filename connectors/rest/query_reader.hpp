// One query from its first page to its last, window by window.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "connectors/rest/caller.hpp"
#include "connectors/rest/definition.hpp"

namespace rosterd::rest
{

// What a read works with; one for each.
struct Session {
    Definition& definition;
    const Common& common;
    const Wire& wire;
    Caller& caller;
    const JqVariables& variables;
    const Scope& scope; // settings, now
    net::Instant now;
};

struct Page {
    std::vector<model::Json> records;
    const Answer* answer = nullptr;
    std::size_t number = 0; // within the window, from 1
    std::size_t window = 0; // from 0, the newest first
};
using OnPage = std::function<model::Result<void>(Page page)>;

// `from`: where windows begin instead of at `since`. `missing`: statuses that count as no record.
// Errors: of the Caller and of `on_page`; conflict where the list moved while it was read.
model::Result<void> read_query(const Session& session, QuerySpec& query, const Scope& scope,
                               std::optional<model::Instant> from, const std::vector<int>* missing,
                               const OnPage& on_page);

// What `records` gives of an answer. Errors: transient (the answer is not as it must be).
model::Result<std::vector<model::Json>> records_of(const Session& session, QuerySpec& query,
                                                   const Answer& answer);

// Records a page; 0: unknown.
std::int64_t page_size(const QuerySpec& query, const Scope& scope, const TimeStyle& style);

} // namespace rosterd::rest
