// A request to a connector's own process, until there is an answer, or a reason why there is none.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "connectors/apart/frame.hpp"
#include "connectors/process/process.hpp"
#include "connectors/process/vigil.hpp"
#include "connectors/process/words.hpp"
#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::apart
{

// One request, and how it is waited for.
struct Asking {
    model::Json request;
    std::string who;                 // "connector 'acme'", for messages
    std::string doing;               // "while it was read"
    process::Limits limits;          // idle: without a sign of life
    process::Words* words;           // take what it prints and logs; not null
    std::function<bool()> cancelled; // asked five times a second; empty: it can't be stopped
    // Takes what it says besides answers; answers its questions. What this throws ends the process
    // and passes. Empty: nothing else may be said.
    std::function<std::optional<model::Json>(const Frame&)> heed;
};

// Errors: transient (a crash, silence, too long, garbage), cancelled; then the process is of no use
// any more. What `heed` throws passes, and makes it so as well.
model::Result<model::Json> converse(process::Process& process, FrameCutter& frames,
                                    const Asking& asking);

} // namespace rosterd::apart
