// Whether DingTalk answers, as far as is known: runs tell, and in quiet times a probe. Told the
// time and what happened; never waits itself.
#pragma once

#include <optional>
#include <string>

#include "core/model/time.hpp"

namespace rosterd::service
{

class Reachability
{
public:
    // Times are a loop's steady ones.
    void answered(model::Duration now);
    void silent(const std::string& why, model::Duration now);

    // A probe is one request for a token: outside the monthly quota, and DingTalk hands out the
    // same one again while it is valid. So after five minutes in which nothing else was heard;
    // after one without an answer, each minute.
    bool probe_due(model::Duration now) const;

    // Why it does not answer; nothing while it does, or before anything is known.
    const std::optional<std::string>& trouble() const { return trouble_; }

private:
    std::optional<model::Duration> heard_; // or found silent
    std::optional<std::string> trouble_;
};

} // namespace rosterd::service
