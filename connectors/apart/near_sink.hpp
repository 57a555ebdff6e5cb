// What FarSink wrote, into the sink that knows.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "connectors/apart/frame.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::apart
{

class NearSink
{
public:
    explicit NearSink(sdk::RecordSink& sink) : sink_{sink} {}

    // False: the frame is none for a sink. Throws Garbled, and what the sink throws.
    bool take(const Frame& frame);

private:
    void take_record(std::string_view body);
    void take_known(std::string_view body);

    sdk::RecordSink& sink_;
    std::vector<std::string> headings_;
    // Known, by a question whose record did not come with it: a connector in this process would not
    // have delivered it.
    std::unordered_multiset<std::uint64_t> recognised_;
};

} // namespace rosterd::apart
