// Definitions and recordings written into tests.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/tools.hpp"

namespace rosterd::rest
{

inline std::shared_ptr<Definition> defined(const std::string& text)
{
    Faults faults;
    auto definition = parse_definition(text, "acme.yaml", faults);
    EXPECT_EQ(to_string(faults), "");
    return definition;
}

inline std::string faults_of(const std::string& text)
{
    Faults faults;
    parse_definition(text, "acme.yaml", faults);
    return to_string(faults);
}

inline Recording recorded(const std::string& text)
{
    Faults faults;
    auto recording = parse_recording(text, "recording.yaml", faults);
    EXPECT_EQ(to_string(faults), "");
    return recording;
}

inline std::string joined(const std::vector<std::string>& sentences)
{
    std::string out;
    for (const std::string& sentence : sentences) {
        out += (out.empty() ? "" : "\n") + sentence;
    }
    return out;
}

// How a recording comes out; "" if as it expects.
inline std::string played(const std::string& definition, const std::string& recording)
{
    return joined(problems_of(defined(definition), recorded(recording)));
}

// The head of a definition; `more` and the streams follow.
inline std::string acme(const std::string& streams, const std::string& more = {})
{
    return "name: Acme\nbase_url: https://acme.example.com/api\n" + more + "streams:\n" + streams;
}

// A stream of people with this paging and the like, two spaces in front of each line.
inline std::string people(const std::string& keys)
{
    return "  people:\n" + keys + "    id: .id\n    fields: {employee_id: .id, name: .name}\n";
}

} // namespace rosterd::rest
