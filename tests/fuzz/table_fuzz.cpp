// Fuzz entry: any bytes as a table file. They are read or refused; never a crash, a hang, or a
// record that says it comes from nowhere. Build with clang and -fsanitize=fuzzer,address,undefined.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

#include "connectors/sdk/table.hpp"
#include "connectors/sdk/test_kit.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rosterd;
    static const std::string path = "/tmp/rosterd-table-fuzz-" + std::to_string(::getpid());
    std::ofstream{path, std::ios::binary | std::ios::trunc}.write(
        reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    sdk::TableOptions options;
    options.settle = model::Duration{0};
    options.max_bytes = 16u << 20;
    options.is_known_heading = [](const std::string&) { return true; };
    sdk::RememberingSink sink;
    const auto summary = sdk::read_table(path, "fuzz", options, sink);
    if (summary && summary->rows != sink.records.size()) {
        std::abort();
    }
    for (const model::Record& record : sink.records) {
        if (record.origin.row == 0 || record.fingerprint == 0) {
            std::abort();
        }
    }
    return 0;
}
