// What goes over the socket between rosterd and a connector's own process: a kind, a length, a
// body. Both ends are one program on one machine, so numbers stand as the machine has them.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rosterd::apart
{

enum class Says : char {
    request = 'q',   // to the child, JSON: what it is to do
    reply = 'y',     // to the child, JSON: to its question
    answer = 'a',    // JSON: what became of the request
    question = '?',  // JSON: the child waits for the reply
    headings = 'h',  // of the records that follow: Packing of texts
    record = 'r',    // Packing, see record_packing.hpp
    known = 'k',     // likewise: a record that may be known, and none came after it
    tombstone = 't', // likewise
    finding = 'f',   // JSON
    restart = 's',   // empty
    line = 'l',      // for the log
    alive = '.',     // empty: it asked whether to go on
};

struct Frame {
    Says says;
    std::string_view body;
};

// What came can't be read: the code in the other process wrote into the socket, or over its memory.
struct Garbled : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Writes a frame whose body is appended meanwhile.
class OpenFrame
{
public:
    OpenFrame(std::string& to, Says says);
    void close(); // once

private:
    std::string& to_;
    std::size_t begin_;
};

void append_frame(std::string& to, Says says, std::string_view body);

class FrameCutter
{
public:
    // `most`: bytes of a body; memory never holds more than that and one block.
    explicit FrameCutter(std::size_t most) : most_{most} {}

    void add(std::string_view block);
    // The next whole frame, valid until add(); nullopt: more has to come. Throws Garbled where a
    // body is said to be larger than it may be.
    std::optional<Frame> next();

private:
    std::size_t most_;
    std::string pending_;
    std::size_t at_ = 0;
};

} // namespace rosterd::apart
