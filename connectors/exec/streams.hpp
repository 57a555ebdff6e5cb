// The streams of a tap or a source that count: which are people, which departments, and what a
// record of one of them says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/exec/delivery.hpp"
#include "connectors/exec/exec_options.hpp"

namespace rosterd::exec
{

// What has been heard of one stream during this read.
struct Stream {
    model::RecordKind kind = model::RecordKind::person;
    bool everything = false;               // all of it is asked for, not what changed since a state
    std::vector<std::string> keys;         // headings that tell one record from another
    bool announced = false;                // it has said that it is there
    bool ended = false;                    // it has said that it was read to its end
    bool broken = false;                   // ... or that it was not
    std::optional<std::int64_t> activated; // of singer: the version that counts
    bool one_version = true;               // each record so far is of the version last seen
    std::optional<std::int64_t> version;   // of the records so far
};

class Streams
{
public:
    explicit Streams(const ExecOptions& options);

    // nullptr: it does not count.
    Stream* find(std::string_view name);
    const std::map<std::string, Stream, std::less<>>& all() const { return all_; }
    std::map<std::string, Stream, std::less<>>& all() { return all_; }

    // Those wanted that are not among `there`: invalid, with the names that are.
    model::Result<void> check_there(const std::vector<std::string>& there,
                                    const std::string& program) const;

    // A record, or that somebody is gone if the field `deleted` says when. Fields that pipelines
    // add by themselves (_sdc_..., _ab_..., _airbyte_...) say nothing of a person; what the
    // `lost` ones hold can't be told.
    model::Result<void> take(Delivery& delivery, const std::string& name, const Stream& stream,
                             simdjson::dom::object fields, std::string_view deleted,
                             const std::vector<std::string>& lost = {}) const;

private:
    std::string employee_id_;
    std::map<std::string, Stream, std::less<>> all_;
};

} // namespace rosterd::exec
