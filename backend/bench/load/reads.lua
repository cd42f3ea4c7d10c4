-- wrk's script: asks for what the arguments say, one path after the other, each thread from a place of its own.
-- wrk ... -s reads.lua URL -- PATH PATH ... Its last line of output is what was measured, as JSON.

local threads = 0
local requests, turn = {}, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  for i, path in ipairs(args) do
    requests[i] = wrk.format("GET", path)
  end
  turn = number * math.floor(#requests / 2)
end

function request()
  turn = turn + 1
  return requests[turn % #requests + 1]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"answers":%d,"refused":%d,"lost":%d,"p50":%.3f,"p95":%.3f}',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3))
end
