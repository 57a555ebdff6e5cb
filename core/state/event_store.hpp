// What DingTalk told of and rosterd has yet to look at.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::state
{

struct StoredEvent {
    std::string id; // DingTalk's eventId
    std::string type;
    model::Instant born{};     // when it happened
    model::Instant received{}; // for the first time
    model::Json data = model::Json::object();
};

class EventStore
{
public:
    virtual ~EventStore() = default;

    // Durable (fsync) on return. False: it was there already, done or not, and nothing changes.
    virtual bool keep(const StoredEvent& event) = 0;
    // Not done, oldest born first; at most `most`.
    virtual std::vector<StoredEvent> open(int most) = 0;
    // Done or not, in the order in which they came.
    virtual std::vector<StoredEvent> born_since(model::Instant since) = 0;
    virtual std::int64_t count_open() = 0;
    virtual void done(std::span<const std::string> ids, model::Instant now) = 0;
    // Forgets what was done before then; answers how many.
    virtual int prune(model::Instant before) = 0;
};

} // namespace rosterd::state
