-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Replace: the change of an operator, on condition that the record is the one that was seen.
-- ARGV[5] the fence and [6] the revision that were seen, [7] '1' to keep the recovery points, [8] the end in epoch
-- seconds, [9] and on: names and values of the fields of the new state

if not is_mine() or record.fence ~= tonumber(ARGV[5]) or record.revision ~= tonumber(ARGV[6]) then
  return answer('FENCED')
end
redis.call('HDEL', KEY, 'lease', 'certainty', 'reason', 'until', 'ended_at', 'result', 'detail', 'digest', 'data')
if ARGV[7] ~= '1' then
  drop_points()
end
redis.call('HSET', KEY, 'revision', integer(record.revision + 1), 'until', ARGV[8], unpack(ARGV, 9))
keep_until(tonumber(ARGV[8]))
return answer('APPLIED')
