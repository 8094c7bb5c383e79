/** An order with the line that is printed on its receipt. */
export function withReceipt(order) {
  const { item, quantity, customer } = order;
  return { ...order, receipt: `${quantity} x ${item} for ${customer.name}` };
}
