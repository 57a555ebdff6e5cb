// A recording: the requests and answers of one read, or of what an HRIS is told, without secrets,
// and what must come of it.
// README.md says how it is written.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/rest/ask.hpp"
#include "connectors/rest/yaml.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::rest
{

struct Exchange {
    std::string method, url;              // the url without its query
    Texts query;                          // parameters the request must have
    Texts headers;                        // likewise
    std::optional<model::Json> body_part; // what its JSON body must have at least
    bool whole = false;                   // and nothing else
    std::optional<std::string> body;      // or its whole body
    int status = 200;
    Texts answer_headers;
    std::string answer;
    int times = 1; // how often it is answered; 0: any number
    Place place;
};

using Cells = std::vector<std::pair<std::string, std::string>>;

struct Expected {
    sdk::Completeness completeness = sdk::Completeness::complete;
    std::vector<Cells> people, departments;
    bool names_departments = false; // else they are not compared
    std::vector<std::string> gone;
    std::vector<std::string> told; // whom the HRIS took it of
    std::vector<std::pair<std::string, std::string>> watermarks;
    std::optional<model::ErrorKind> error;
    std::string message; // a part of the error's
};

struct Recording {
    std::string file;
    model::Json settings;
    model::Instant now{};
    std::vector<std::pair<std::string, std::string>> watermarks; // empty: a full read
    std::vector<sdk::Learned> tell; // what it is told; empty: it is read
    std::vector<Exchange> exchanges;
    Expected expect;
};

Recording parse_recording(const std::string& text, const std::string& file, Faults& faults);

} // namespace rosterd::rest
