// Items written one after the other and read again in their order, as often as needed. What is more
// than a megabyte goes to a file without a name, of which nothing is left when the process ends:
// what a million people say does not fit into memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rosterd::cycle
{

class Spool
{
public:
    Spool() = default;
    ~Spool();
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&& other) noexcept;

    // Throws state::StoreOutOfReach where there is no room for it: below $TMPDIR, or /var/tmp.
    void add(std::string_view item);
    void clear();

    // Nothing may be added while one reads.
    class Reader
    {
    public:
        explicit Reader(const Spool& spool) : spool_{spool} {}
        // False at the end. `item` holds until the next call.
        bool next(std::string_view& item);

    private:
        bool have(std::size_t bytes);

        const Spool& spool_;
        std::string buffer_;
        std::size_t at_ = 0;       // in buffer_
        std::uint64_t offset_ = 0; // of what follows the buffer
    };

private:
    void write_out();

    std::string tail_; // not in the file yet
    std::uint64_t in_file_ = 0;
    int file_ = -1;
};

} // namespace rosterd::cycle
