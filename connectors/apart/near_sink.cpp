#include "connectors/apart/near_sink.hpp"

#include "connectors/apart/messages.hpp"
#include "connectors/apart/record_packing.hpp"

namespace rosterd::apart
{

bool NearSink::take(const Frame& frame)
{
    switch (frame.says) {
    case Says::headings:
        headings_ = unpack_headings(frame.body);
        return true;
    case Says::record:
        take_record(frame.body);
        return true;
    case Says::known:
        take_known(frame.body);
        return true;
    case Says::tombstone: {
        Gone gone = unpack_gone(frame.body);
        sink_.tombstone(std::move(gone.employee_id), std::move(gone.origin));
        return true;
    }
    case Says::finding:
        sink_.finding(reading([&] { return parsed(frame.body).get<model::Finding>(); }));
        return true;
    case Says::restart:
        recognised_.clear();
        sink_.restart();
        return true;
    case Says::request:
    case Says::reply:
    case Says::answer:
    case Says::question:
    case Says::line:
    case Says::alive:
        return false;
    }
    return false;
}

void NearSink::take_record(std::string_view body)
{
    PackedRecord packed{body};
    if (const auto asked = packed.asked()) {
        if (sink_.known(asked->fingerprint, asked->row)) {
            return;
        }
    } else if (const auto found = recognised_.find(packed.fingerprint());
               found != recognised_.end()) {
        recognised_.erase(found);
        return;
    }
    sink_.record(packed.unpack(headings_));
}

void NearSink::take_known(std::string_view body)
{
    const Asked asked = unpack_asked(body);
    if (sink_.known(asked.fingerprint, asked.row)) {
        recognised_.insert(asked.fingerprint);
    }
}

} // namespace rosterd::apart
