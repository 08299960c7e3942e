import { useQueryClient } from '@tanstack/react-query';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import type { Order } from './order.ts';

export type OrderAct = 'confirm' | 'fulfil' | 'convert' | 'cancel' | 'send';

export type DialogProps = { order: Order; act: OrderAct | null; close: () => void };

/** Acts on an order, keeps what came back, and lets what hangs on it be read again. */
export function useAct(order: Order) {
  const keep = useKeepRecord('order');
  const queryClient = useQueryClient();
  return async (verb: string, body: unknown, idempotencyKey: string) => {
    const options = { version: order.version, idempotencyKey };
    keep(await api.post<Order>(`/orders/${order.id}/${verb}`, body, options));
    void queryClient.invalidateQueries({ queryKey: ['quote'] });
    void queryClient.invalidateQueries({ queryKey: ['order'] });
  };
}
